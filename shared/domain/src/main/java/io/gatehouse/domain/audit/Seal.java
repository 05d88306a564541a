package io.gatehouse.domain.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proves a batch of audit entries and all entries before it: a message authentication code over the entries and the
 * previous seal. Made by a {@link SealKey}.
 *
 * @param version which columns of an entry the code covers; a new column raises it for new seals only
 * @param number 1, 2, 3 and so on
 * @param lastId the last entry that it covers, in the order of ids; null when it covers none
 * @param entries how many entries this seal and all before it cover
 */
public record Seal(int version, long number, @Nullable UUID lastId, long entries, Instant sealedAt, byte[] mac) {
    public static final int VERSION = 1;
    /** How many entries one seal covers at most. */
    public static final int MAX_ENTRIES = 500;

    /** Stands before the first seal. */
    public static final Seal NONE = new Seal(VERSION, 0, null, 0, Instant.EPOCH, new byte[0]);
}
