package io.gatehouse.adapters.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.adapters.config.Sender;
import java.net.IDN;
import java.util.ArrayList;
import java.util.Base64;

/** Addresses as SES takes them: all ASCII. */
final class MailboxHeader {
    /** An encoded word of 75 characters, 12 of them its frame, holds 63 of Base64, and those 45 bytes. */
    private static final int BYTES_OF_A_WORD = 45;

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
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (var character : name.codePoints().mapToObj(Character::toString).toList()) {
            if ((word + character).getBytes(UTF_8).length > BYTES_OF_A_WORD) {
                words.add(encodedWord(word));
                word.setLength(0);
            }
            word.append(character);
        }
        words.add(encodedWord(word));
        return String.join(" ", words);
    }

    private static String encodedWord(CharSequence text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.toString().getBytes(UTF_8)) + "?=";
    }
}
