/**
 * Credentials: what proves the ownership of an account. How passwords are chosen, hashed and protected from guessing.
 */
@NullMarked
package io.gatehouse.domain.credential;

import org.jspecify.annotations.NullMarked;
