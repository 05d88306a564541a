/** What an operator does: accounts, roles and signing keys. */
@NullMarked
package io.gatehouse.domain.administration;

import org.jspecify.annotations.NullMarked;
