/** Passwords: confirming, changing, forgetting and resetting one. */
@NullMarked
package io.gatehouse.domain.password;

import org.jspecify.annotations.NullMarked;
