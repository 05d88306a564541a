/** Signing in: proving a credential and opening a session. */
@NullMarked
package io.gatehouse.domain.signin;

import org.jspecify.annotations.NullMarked;
