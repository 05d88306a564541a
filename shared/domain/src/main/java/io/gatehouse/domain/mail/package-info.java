/** A mail, from the row that causes it to the provider's answer. */
@NullMarked
package io.gatehouse.domain.mail;

import org.jspecify.annotations.NullMarked;
