/** An account: its record, its address and its roles. */
@NullMarked
package io.gatehouse.domain.account;

import org.jspecify.annotations.NullMarked;
