package io.gatehouse.domain;

import java.time.Duration;

/** Something that was not tried, because there were too many tries before it. */
public final class TooManyAttempts extends RuntimeException {
    private final Duration retryAfter;

    /** @param retryAfter how long until the next one can be made */
    public TooManyAttempts(Duration retryAfter) {
        super("too many attempts", null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
