/** The web servers that the local cloud is reached by. */
@NullMarked
package io.gatehouse.localcloud.services.server;

import org.jspecify.annotations.NullMarked;
