package io.gatehouse.localcloud.cloud.console;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An event or an answer, of which at most {@value #LIMIT} bytes are kept.
 *
 * @param length of the whole
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it is, never compared
record Payload(byte[] kept, int length) {
    static final int LIMIT = 64 * 1024;

    static Payload of(byte[] whole) {
        return new Payload(whole.length > LIMIT ? Arrays.copyOf(whole, LIMIT) : whole, whole.length);
    }

    boolean isWhole() {
        return kept.length == length;
    }

    String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }
}
