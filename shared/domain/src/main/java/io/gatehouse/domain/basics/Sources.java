package io.gatehouse.domain.basics;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Where time (in milliseconds, as precise as what is stored), randomness and identifiers come from. */
public record Sources(InstantSource clock, SecureRandom random, Ids ids) {

    public static Sources of(InstantSource clock, SecureRandom random) {
        return new Sources(clock, random, new Ids(clock, random));
    }

    public Instant now() {
        return clock.instant();
    }

    public UUID newId() {
        return ids.next();
    }
}
