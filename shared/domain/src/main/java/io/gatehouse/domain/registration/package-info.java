/** Signing up: registering an account and verifying its address. */
@NullMarked
package io.gatehouse.domain.registration;

import org.jspecify.annotations.NullMarked;
