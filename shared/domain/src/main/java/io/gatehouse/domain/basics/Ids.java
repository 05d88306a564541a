package io.gatehouse.domain.basics;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.gatehouse.domain.errors.InvalidValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identifiers: UUID version 7 (RFC 9562, section 5.7), in the order in which this instance makes them, also within a
 * millisecond, as long as the clock is not put back. They are public and easy to guess: no secret may rest on them.
 * Safe for use by several threads.
 */
public final class Ids {
    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final TimeBasedEpochGenerator generator;

    public Ids(InstantSource clock, Random random) {
        this.generator = Generators.timeBasedEpochGenerator(random, new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        });
    }

    /** @throws InvalidValue {@code invalid_uuid} for any text but the 36 characters of a UUID, in either case */
    public static UUID parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new InvalidValue("invalid_uuid", "This must be a UUID.");
        }
        return UUID.fromString(text);
    }

    /** The smallest id of a moment: ids made before it are smaller, ids made after it are greater. */
    public static UUID leastOf(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE);
    }

    public UUID next() {
        return generator.generate();
    }
}
