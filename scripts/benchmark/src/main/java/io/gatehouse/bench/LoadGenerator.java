package io.gatehouse.bench;

import java.time.Duration;

/** Sends a scenario's requests as fast as they are answered. */
interface LoadGenerator {
    Measurement run(Scenario scenario, Duration duration) throws InterruptedException;
}
