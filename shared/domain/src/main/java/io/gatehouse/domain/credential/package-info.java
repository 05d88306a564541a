/** Passwords: what is accepted, how they are hashed and compared. */
@NullMarked
package io.gatehouse.domain.credential;

import org.jspecify.annotations.NullMarked;
