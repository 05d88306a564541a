package io.gatehouse.domain.credential;

import io.gatehouse.domain.errors.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A password as it is hashed and compared: every character of it, in Unicode's form NFKC (NIST SP 800-63B-4, section
 * 3.1.1.2), so that two keyboards that write an accent in different ways agree.
 *
 * @param text never empty
 */
public record Password(String text) {
    /** In code points; far beyond what a person types, and a bound on what a request can cost. */
    public static final int MAX_LENGTH = 512;

    public Password {
        text = Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** @throws InvalidValue {@code too_short} when empty, {@code too_long} above {@value #MAX_LENGTH} code points */
    public static Password parse(String text) {
        if (text.isEmpty()) {
            throw new InvalidValue("too_short", "The password is empty.");
        }
        var password = new Password(text);
        if (password.length() > MAX_LENGTH) {
            throw new InvalidValue("too_long", "The password has more than " + MAX_LENGTH + " characters.");
        }
        return password;
    }

    /** In code points. */
    public int length() {
        return text.codePointCount(0, text.length());
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "Password[…]";
    }
}
