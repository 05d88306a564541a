package io.gatehouse.adapters.mail;

import java.util.Arrays;
import java.util.Locale;

/** The languages that every template is written in; each has its folder of them. */
public enum Language {
    ENGLISH("en", "ltr"),
    HEBREW("he", "rtl");

    private final String tag;
    private final String direction;

    Language(String tag, String direction) {
        this.tag = tag;
        this.direction = direction;
    }

    /** The one that a locale asks for, whatever its script and region; English when mails are not written in it. */
    static Language of(Locale locale) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(locale.getLanguage()))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** Its tag of BCP 47. */
    public String tag() {
        return tag;
    }

    /** Where its lines run, as HTML's {@code dir} says it. */
    public String direction() {
        return direction;
    }
}
