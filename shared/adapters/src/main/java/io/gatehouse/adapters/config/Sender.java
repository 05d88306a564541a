package io.gatehouse.adapters.config;

import io.gatehouse.domain.account.EmailAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sender of mails.
 *
 * @param name what mail programs show instead of the address; null when that is the address
 */
public record Sender(@Nullable String name, EmailAddress address) {
    /** No quotes, because the name is quoted when it is sent. No at sign, because it would look like an address. */
    private static final Pattern NAMED =
            Pattern.compile("(?<name>[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}<>\"@]{1,64}) <(?<address>[^<>]+)>");

    /**
     * Reads {@code ada@example.com} or {@code Ada Lovelace <ada@example.com>}.
     *
     * @throws IllegalArgumentException for anything else
     * @throws io.gatehouse.domain.errors.InvalidValue when the address is none
     */
    public static Sender parse(String text) {
        if (!text.contains("<")) {
            return new Sender(null, EmailAddress.parse(text));
        }
        var named = NAMED.matcher(text);
        if (!named.matches() || !named.group("name").equals(named.group("name").strip())) {
            throw new IllegalArgumentException("must be a@b or Name <a@b>, the name of 1 to 64 characters"
                    + " without quotes, angle brackets, at signs and line breaks");
        }
        return new Sender(named.group("name"), EmailAddress.parse(named.group("address")));
    }
}
