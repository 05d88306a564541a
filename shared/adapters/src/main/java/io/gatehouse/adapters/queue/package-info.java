/** The mail queue in SQS. */
@NullMarked
package io.gatehouse.adapters.queue;

import org.jspecify.annotations.NullMarked;
