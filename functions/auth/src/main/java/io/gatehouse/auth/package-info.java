/** Signing up and signing in. */
package io.gatehouse.auth;
