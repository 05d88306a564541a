/**
 * Credentials: what proves the ownership of an account. How passwords are chosen, hashed and protected from guessing.
 */
package io.gatehouse.domain.credential;
