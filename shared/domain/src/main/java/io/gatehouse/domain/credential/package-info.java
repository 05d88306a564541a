/** Credentials: what proves that somebody owns an account, and how passwords are chosen, hashed and guessed. */
@NullMarked
package io.gatehouse.domain.credential;

import org.jspecify.annotations.NullMarked;
