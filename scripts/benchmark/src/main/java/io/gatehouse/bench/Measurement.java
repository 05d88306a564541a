package io.gatehouse.bench;

/**
 * What one scenario reached.
 *
 * @param requestsPerSecond good answers only
 * @param errors answers that were none of 2xx, and requests without an answer
 */
record Measurement(double requestsPerSecond, double p50Millis, double p99Millis, long errors) {}
