package io.gatehouse.localcloud.cloud.runtime;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Writes durations as Lambda's {@code REPORT} line has them. */
public final class ReportLine {
    private ReportLine() {}

    /** The line for an invocation, without its end; Lambda goes on with further fields. */
    public static String of(String requestId, Duration duration, int memoryMegabytes) {
        var billed = (duration.toNanos() + 999_999) / 1_000_000;
        return "REPORT RequestId: " + requestId + "\tDuration: " + millis(duration) + " ms\tBilled Duration: " + billed
                + " ms\tMemory Size: " + memoryMegabytes + " MB";
    }

    /** With two decimals. */
    public static String millis(Duration duration) {
        var micros = TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
        var hundredths = micros % 1000 / 10;
        return micros / 1000 + (hundredths < 10 ? ".0" : ".") + hundredths;
    }

    /** A random UUID as Lambda's request id, fast rather than unguessable. */
    public static String newRequestId() {
        var random = ThreadLocalRandom.current();
        var version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        var variant2 = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE;
        return new UUID(version4, variant2).toString();
    }
}
