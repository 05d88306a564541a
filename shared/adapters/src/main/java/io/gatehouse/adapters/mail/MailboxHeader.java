package io.gatehouse.adapters.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.adapters.config.Sender;
import java.net.IDN;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/** Addresses as SES takes them: all ASCII. */
final class MailboxHeader {
    /** An encoded word of 75 characters, 12 of them its frame, holds 45 bytes in Base64; a character has up to 4. */
    private static final int CHARACTERS_OF_A_WORD = 11;

    private MailboxHeader() {}

    /** A mailbox of RFC 5322: an address, after a name that is a quoted string, or the encoded words of RFC 2047. */
    static String of(Sender sender) {
        var address = withAsciiDomain(sender.address().address());
        var name = sender.name();
        if (name == null) {
            return address;
        }
        return (US_ASCII.newEncoder().canEncode(name) ? quoted(name) : encoded(name)) + " <" + address + ">";
    }

    /** The names of internationalised domains in Punycode (RFC 3492). */
    static String withAsciiDomain(String address) {
        var domain = address.lastIndexOf('@') + 1;
        return address.substring(0, domain) + IDN.toASCII(address.substring(domain));
    }

    private static String quoted(String name) {
        return '"' + name.replaceAll("[\"\\\\]", "\\\\$0") + '"';
    }

    /** No word ends within a character. */
    private static String encoded(String name) {
        return name.codePoints()
                .mapToObj(Character::toString)
                .gather(Gatherers.windowFixed(CHARACTERS_OF_A_WORD))
                .map(word -> String.join("", word).getBytes(UTF_8))
                .map(bytes -> "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=")
                .collect(Collectors.joining(" "));
    }
}
