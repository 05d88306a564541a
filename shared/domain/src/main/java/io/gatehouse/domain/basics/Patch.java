package io.gatehouse.domain.basics;

import org.jspecify.annotations.Nullable;

/**
 * What a JSON merge patch (RFC 7396) says about one value.
 *
 * @param given whether the patch mentions the value
 * @param value the new value; null removes it
 */
public record Patch<T>(boolean given, @Nullable T value) {

    public @Nullable T applyTo(@Nullable T old) {
        return given ? value : old;
    }
}
