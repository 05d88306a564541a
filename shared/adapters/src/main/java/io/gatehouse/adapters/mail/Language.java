package io.gatehouse.adapters.mail;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The languages that every template is written in; each has its folder of them. */
public enum Language {
    ENGLISH("en", "ltr", "{0,choice,1#1 hour|1<{0} hours}", "{0,choice,1#1 minute|1<{0} minutes}"),
    HEBREW("he", "rtl", "{0,choice,1#שעה|2#שעתיים|2<{0} שעות}", "{0,choice,1#דקה|2#שתי דקות|2<{0} דקות}");

    private final String tag;
    private final String direction;
    private final String hours;
    private final String minutes;

    Language(String tag, String direction, String hours, String minutes) {
        this.tag = tag;
        this.direction = direction;
        this.hours = hours;
        this.minutes = minutes;
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

    /** How long something lasts, in words: whole hours, else minutes. */
    String inWords(Duration duration) {
        var wholeHours = duration.equals(Duration.ofHours(duration.toHours()));
        var words = new MessageFormat(wholeHours ? hours : minutes, Locale.ROOT);
        return words.format(new Object[] {wholeHours ? duration.toHours() : duration.toMinutes()});
    }
}
