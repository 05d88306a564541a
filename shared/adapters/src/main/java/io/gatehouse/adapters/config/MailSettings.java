package io.gatehouse.adapters.config;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * What makes the mails a team's own.
 *
 * @param appName what mails call the application
 * @param appUrl where their links lead
 * @param accentColor of buttons
 * @param backgroundColor around the card that the text stands on
 */
public record MailSettings(Sender from, String appName, URI appUrl, Color accentColor, Color backgroundColor) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,64}");

    static MailSettings read(Variables variables) {
        return new MailSettings(
                variables.parsed("MAIL_FROM", Sender::parse),
                variables.parsed("APP_NAME", MailSettings::name),
                variables.webUrl("APP_URL"),
                variables.parsed("MAIL_ACCENT_COLOR", Color::parse),
                variables.parsed("MAIL_BACKGROUND_COLOR", Color::parse));
    }

    /** The URL of a page of the application. */
    public String page(String path) {
        return appUrl.toString().replaceFirst("/+$", "") + path;
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches() || !text.equals(text.strip())) {
            throw new IllegalArgumentException("must be 1 to 64 characters, none of them a line break");
        }
        return text;
    }
}
