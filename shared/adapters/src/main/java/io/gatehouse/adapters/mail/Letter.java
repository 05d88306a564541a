package io.gatehouse.adapters.mail;

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
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    /**
     * What the mail's button leads to.
     *
     * @param lifetime for how long it works, in the letter's language: "24 hours"
     */
    public record Link(String url, String lifetime) {}

    /** @throws IllegalArgumentException when the mail has no variable of this name */
    public String variable(String name) {
        var value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The mail has no variable " + name);
        }
        return value;
    }

    /** A variable that anybody may have written, without what mail programs make links of by themselves. */
    public String unlinked(String name) {
        return variable(name).replaceAll("[.:/@](?!\\d)", " ");
    }

    /** Text of any direction within plain text, which it leaves as it is; in HTML, {@code <bdi>} does that. */
    public String isolated(String text) {
        return FIRST_STRONG_ISOLATE + text + POP_DIRECTIONAL_ISOLATE;
    }
}
