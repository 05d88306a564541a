/** Changing the e-mail address of an account. */
@NullMarked
package io.gatehouse.domain.address;

import org.jspecify.annotations.NullMarked;
