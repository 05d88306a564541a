/** The event source that feeds functions from SQS queues, as Lambda's own poller does. */
@NullMarked
package io.gatehouse.localcloud.cloud.queue;

import org.jspecify.annotations.NullMarked;
