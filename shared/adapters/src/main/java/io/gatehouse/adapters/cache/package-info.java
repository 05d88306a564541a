/** What is kept in Redis: accounts and sessions to read fast, rate limits to count. */
@NullMarked
package io.gatehouse.adapters.cache;

import org.jspecify.annotations.NullMarked;
