/** Real servers for data, cache and queue, started without Docker: for the local cloud and for tests. */
@NullMarked
package io.gatehouse.localcloud.store;

import org.jspecify.annotations.NullMarked;
