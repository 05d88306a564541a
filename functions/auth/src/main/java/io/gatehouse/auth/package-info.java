/** Signing up and signing in. */
@NullMarked
package io.gatehouse.auth;

import org.jspecify.annotations.NullMarked;
