/** Signing up: registering an account and verifying its address. */
package io.gatehouse.domain.registration;
