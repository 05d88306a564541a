package io.gatehouse.localcloud.cloud.runtime;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Lambda's ids of invocations. */
public final class RequestId {
    private RequestId() {}

    /** A random UUID, fast rather than unguessable. */
    public static String random() {
        var random = ThreadLocalRandom.current();
        var version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        var variant2 = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE;
        return new UUID(version4, variant2).toString();
    }
}
