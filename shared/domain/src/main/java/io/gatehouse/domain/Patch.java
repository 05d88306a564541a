package io.gatehouse.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a JSON merge patch (RFC 7396) says of one value.
 *
 * @param given whether it says anything
 * @param value what the value is to be; null when there is to be none
 */
public record Patch<T>(boolean given, @Nullable T value) {

    /** What becomes of the value. */
    public @Nullable T of(@Nullable T old) {
        return given ? value : old;
    }
}
