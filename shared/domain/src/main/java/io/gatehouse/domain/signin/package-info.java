/** Signing in: proving a credential and opening a session. */
package io.gatehouse.domain.signin;
