package io.gatehouse.adapters.mail;

import io.gatehouse.adapters.config.MailSettings;
import java.text.Bidi;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates read.
 *
 * @param link null when the mail has none
 */
public record Letter(
        Language language,
        MailSettings settings,
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

    /**
     * What mails call the application; isolated where the direction of the text around it would tear it, like "Acme!".
     */
    public String appName() {
        var name = settings.appName();
        var direction =
                language.direction().equals("rtl") ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT;
        return new Bidi(name, direction).getRunCount() > 1 ? isolated(name) : name;
    }

    /** Where the application is, without a slash at the end. */
    public String appUrl() {
        return settings.page("");
    }

    public Colors colors() {
        return Colors.of(settings);
    }

    /** @throws IllegalArgumentException when the mail has no variable of this name */
    public String variable(String name) {
        var value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The mail has no variable " + name);
        }
        return value;
    }

    /** A variable that a stranger may have written, without what mail programs turn into links. */
    public String unlinked(String name) {
        return variable(name).replaceAll("[.:/@](?!\\d)", " ");
    }

    /** Text of any direction within plain text, which it leaves as it is; in HTML, {@code <bdi>} does that. */
    public String isolated(String text) {
        return FIRST_STRONG_ISOLATE + text + POP_DIRECTIONAL_ISOLATE;
    }
}
