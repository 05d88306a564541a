package io.gatehouse.domain.credential;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.errors.InvalidValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords may be chosen (NIST SP 800-63B-4, section 3.1.1.2): long ones, of any characters, but none that an
 * attacker tries first. No rule asks for kinds of characters.
 *
 * @param minLength in code points
 */
public record PasswordPolicy(int minLength, CommonPasswords common) {
    /**
     * The password, if it may be chosen.
     *
     * @param owner the address of its account, if known
     * @throws InvalidValue {@code too_short}, {@code too_long}, {@code too_predictable} or {@code too_common}
     */
    public Password check(String text, @Nullable EmailAddress owner) {
        var password = Password.parse(text);
        if (password.length() < minLength) {
            throw new InvalidValue("too_short", "The password needs at least " + minLength + " characters.");
        }
        var lower = password.text().toLowerCase(Locale.ROOT);
        if (Predictability.repeats(lower, minLength) || Predictability.runs(lower)) {
            throw new InvalidValue("too_predictable", "The password is a repetition or a run of neighbouring keys.");
        }
        if (common.contains(lower) || isAddress(lower, owner)) {
            throw new InvalidValue("too_common", "The password is too easy to guess.");
        }
        return password;
    }

    private static boolean isAddress(String lower, @Nullable EmailAddress owner) {
        return owner != null
                && (lower.equals(owner.key()) || lower.equals(owner.address().toLowerCase(Locale.ROOT)));
    }
}
