package io.gatehouse.domain.account;

import io.gatehouse.domain.errors.InvalidValue;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address of RFC 5321 (a dot-atom before the at sign), at most 254 characters, 64 of them before the at sign; the
 * key is held to the same bounds. The domain may be internationalised; what stands before it may not, for SES sends
 * nothing to such addresses (it does not speak SMTPUTF8, RFC 6531).
 *
 * @param address as its owner writes it; mail is sent to this spelling
 * @param key what makes it unique: lower case, the domain in its ASCII form
 */
public record EmailAddress(String address, String key) {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    /**
     * What IDNA 2003 drops from a name (RFC 3454, table B.1), so that two spellings that look the same would be one
     * address; and the two letters that it writes differently from IDNA 2008 (UTS 46, section 7), so that mails would
     * go to a domain of another owner.
     */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("[ßς\\u00AD\\u034F\\u1806\\u180B-\\u180D\\u200B-\\u200D\\u2060\\uFE00-\\uFE0F\\uFEFF]");

    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern SHORT_WORD = Pattern.compile("[a-z]{2,7}");

    /**
     * @param given may have blanks and line breaks around the address: keyboards of phones add them
     * @throws InvalidValue {@code invalid_email} for anything that no mail could be sent to
     */
    public static EmailAddress parse(String given) {
        var text = given.strip();
        var at = text.lastIndexOf('@');
        if (at < 1 || tooLong(text, at)) {
            throw invalid();
        }
        var local = text.substring(0, at);
        var domain = asciiDomain(text.substring(at + 1));
        if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) {
            throw invalid();
        }
        var key = local.toLowerCase(Locale.ROOT) + "@" + domain;
        if (tooLong(key, local.length())) {
            throw invalid();
        }
        return new EmailAddress(text, key);
    }

    /** The {@link #key} without a {@code +tag}: many providers deliver all tags of an address to one mailbox. */
    public String mailbox() {
        var at = key.lastIndexOf('@');
        var tag = key.indexOf('+');
        return tag > 0 && tag < at ? key.substring(0, tag) + key.substring(at) : key;
    }

    /** Enough for its owner to recognise it, and none of the words that its maker chose: {@code a…@….com}. */
    public String masked() {
        var ending = key.substring(key.lastIndexOf('.') + 1);
        return key.charAt(0) + "…@…." + (SHORT_WORD.matcher(ending).matches() ? ending : "…");
    }

    private static boolean tooLong(String address, int localLength) {
        return address.length() > MAX_LENGTH || localLength > MAX_LOCAL_LENGTH;
    }

    /**
     * A domain in ASCII is taken as it is, for there are names of IDNA 2008 that IDNA 2003, which this is, cannot read.
     */
    private static String asciiDomain(String domain) {
        if (AMBIGUOUS.matcher(domain).find()) {
            throw invalid();
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static InvalidValue invalid() {
        return new InvalidValue("invalid_email", "Enter an e-mail address such as ada@example.com.");
    }

    /** Says nothing of the address, so that no log line does by accident. */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
