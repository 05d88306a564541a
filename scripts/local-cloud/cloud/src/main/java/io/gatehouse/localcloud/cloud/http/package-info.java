/** Serves an HTTP API as API Gateway does: routes, events of payload format 2.0, responses, CORS. */
@NullMarked
package io.gatehouse.localcloud.cloud.http;

import org.jspecify.annotations.NullMarked;
