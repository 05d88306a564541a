/** The template's queues and secrets in LocalStack, and what Gatehouse does with them there. */
@NullMarked
package io.gatehouse.acceptance.localstack;

import org.jspecify.annotations.NullMarked;
