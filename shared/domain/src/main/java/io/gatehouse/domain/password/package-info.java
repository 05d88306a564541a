/** Passwords: changing, forgetting and resetting one. */
package io.gatehouse.domain.password;
