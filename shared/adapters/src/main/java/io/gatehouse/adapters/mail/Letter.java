package io.gatehouse.adapters.mail;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates read.
 *
 * @param appUrl where the product is, without a slash at the end: a template appends the path of a page
 * @param link null when the mail has none
 */
public record Letter(
        Language language,
        String appUrl,
        Map<String, String> variables,
        @Nullable Link link) {

    /** What the mail's button leads to, and for how long it works. */
    public record Link(String url, Duration lifetime) {

        /** The lifetime in whole hours, or in minutes when it is shorter. */
        public long amount() {
            return inHours() ? lifetime.toHours() : lifetime.toMinutes();
        }

        public boolean inHours() {
            return lifetime.toHours() > 0;
        }
    }

    /** @throws IllegalArgumentException when the mail has no variable of this name */
    public String variable(String name) {
        var value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The mail has no variable " + name);
        }
        return value;
    }
}
