package io.gatehouse.domain.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What proves a batch of the audit log's entries, and with it all that come before: a message authentication code over
 * the entries and the seal before. Seals are made by a {@link SealKey}.
 *
 * @param number 1, 2, 3 and so on
 * @param lastId the last entry that it covers, in the order of ids; null when it covers none
 * @param entries how many entries are covered by this seal and those before
 */
public record Seal(long number, @Nullable UUID lastId, long entries, Instant sealedAt, byte[] mac) {
    /** How many entries one seal covers at most. */
    public static final int MOST_ENTRIES = 500;

    /** What stands before the first seal. */
    public static final Seal NONE = new Seal(0, null, 0, Instant.EPOCH, new byte[0]);
}
