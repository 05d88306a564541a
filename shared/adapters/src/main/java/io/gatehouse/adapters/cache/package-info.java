/** The cache in Redis: accounts, sessions and rate limits. */
@NullMarked
package io.gatehouse.adapters.cache;

import org.jspecify.annotations.NullMarked;
