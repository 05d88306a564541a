package io.gatehouse.localcloud.services.store;

import java.time.Instant;

/**
 * A message that a queue holds.
 *
 * @param receiveCount how often it has been received
 */
public record QueuedMessage(String id, Instant sentAt, int receiveCount, String body) {}
