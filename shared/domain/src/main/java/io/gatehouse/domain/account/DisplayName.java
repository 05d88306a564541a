package io.gatehouse.domain.account;

import io.gatehouse.domain.errors.InvalidValue;
import java.text.Normalizer;

/** The name that users choose for themselves. */
public final class DisplayName {
    private static final int MAX_LENGTH = 100;

    private DisplayName() {}

    /**
     * The name in normal form C (UAX #15).
     *
     * @throws InvalidValue {@code wrong_length} when that has not 1 to 100 characters, {@code blank} when nothing of it
     *     is to be seen, {@code control_character} when it has one in it
     */
    public static String parse(String text) {
        var name = Normalizer.normalize(text, Normalizer.Form.NFC);
        var length = name.codePointCount(0, name.length());
        if (length < 1 || length > MAX_LENGTH) {
            throw new InvalidValue("wrong_length", "A name has 1 to " + MAX_LENGTH + " characters.");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValue("control_character", "A name must not contain control characters.");
        }
        if (name.codePoints().allMatch(DisplayName::isInvisible)) {
            throw new InvalidValue("blank", "Enter at least one visible character.");
        }
        return name;
    }

    private static boolean isInvisible(int character) {
        return Character.isSpaceChar(character) || Character.getType(character) == Character.FORMAT;
    }
}
