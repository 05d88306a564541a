/** What the acceptance tests stand on: running clouds, and a client that holds every answer to the OpenAPI document. */
@NullMarked
package io.gatehouse.acceptance.harness;

import org.jspecify.annotations.NullMarked;
