package io.gatehouse.localcloud.cloud.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** What tells one request from another in an API Gateway event. */
public final class RequestStamp {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RequestStamp() {}

    /** {@code requestContext.time}. */
    public static String time(Instant received) {
        return TIME.format(received);
    }

    /** A new {@code requestContext.requestId}. */
    public static String newRequestId() {
        var bytes = new byte[11];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** A new {@code x-amzn-trace-id}, as X-Ray has it: the second, and 96 random bits. */
    public static String newTraceId(Instant received) {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return "Root=1-" + hex.toHexDigits((int) received.getEpochSecond()) + "-" + hex.toHexDigits(random.nextInt())
                + hex.toHexDigits(random.nextLong());
    }
}
