package io.gatehouse.domain;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/**
 * Identifiers: UUID version 7 (RFC 9562, section 5.7), in the order in which this instance makes them, also within a
 * millisecond, as long as the clock is not put back. They are public: nothing may rest on their being hard to guess.
 * Safe for use by several threads.
 */
public final class Ids {
    private final TimeBasedEpochGenerator generator;

    public Ids(InstantSource clock, Random random) {
        this.generator = Generators.timeBasedEpochGenerator(random, new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        });
    }

    public UUID next() {
        return generator.generate();
    }
}
