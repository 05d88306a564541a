package io.gatehouse.domain.account;

import io.gatehouse.domain.errors.InvalidValue;
import java.util.IllformedLocaleException;
import java.util.Locale;

/** Language tags of BCP 47 (RFC 5646). */
public final class LanguageTag {
    private static final int MAX_LENGTH = 35;

    private LanguageTag() {}

    /**
     * A tag that names no language, such as {@code und} or {@code x-private}, is well formed, too.
     *
     * @throws InvalidValue {@code invalid_locale} when the text is not well formed, is empty or is longer than 35
     *     characters
     */
    public static Locale parse(String text) {
        try {
            if (!text.isEmpty() && text.length() <= MAX_LENGTH) {
                return new Locale.Builder().setLanguageTag(text).build();
            }
        } catch (IllformedLocaleException e) {
            // Answered below, as a text of another length.
        }
        throw new InvalidValue("invalid_locale", "Enter a BCP 47 language tag such as en or he-IL.");
    }
}
