/** Real servers for data, cache and queue, started without Docker, and a client for the last. */
@NullMarked
package io.gatehouse.localcloud.services.store;

import org.jspecify.annotations.NullMarked;
