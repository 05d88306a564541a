package io.gatehouse.domain.mail;

import io.gatehouse.domain.errors.InvalidValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mails that exist, and the variables that whoever sends one must give. */
public enum MailTemplate {
    /** To a new user; has the link that verifies the address, unless it is sent by hand. */
    WELCOME,
    /** Has the link that verifies an address. */
    VERIFY_EMAIL,
    /** To somebody who has an account, and in whose name another was asked for. */
    ACCOUNT_EXISTS,
    /** Has the link that leads to a new password. */
    RESET_PASSWORD,
    /** Has a link that agrees to a change of address; one to each of the two. */
    CONFIRM_EMAIL_CHANGE,
    /** To the address that is no longer the account's. */
    EMAIL_CHANGED,
    /** That the password has been changed or reset. */
    PASSWORD_CHANGED,
    /** That somebody has signed in from a device that was not known. */
    NEW_DEVICE,
    /** The last one. */
    ACCOUNT_DELETED,
    /** What an operator wants to tell somebody. */
    NOTICE;

    /** The template's name on the wire, in the database and in the mail's tag. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for any other text than a label */
    public static MailTemplate of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * A template that somebody may send at will: a link is only in mails that the product itself has cause to send.
     *
     * @throws InvalidValue {@code unknown_template} with the names that there are, for any other text
     */
    public static MailTemplate sentByHand(String label) {
        return allSentByHand()
                .filter(template -> template.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        "unknown_template",
                        "There is no such template; there are "
                                + allSentByHand().map(MailTemplate::label).collect(Collectors.joining(", ", "", "."))));
    }

    private static Stream<MailTemplate> allSentByHand() {
        return Arrays.stream(values()).filter(template -> switch (template) {
            case VERIFY_EMAIL, RESET_PASSWORD, CONFIRM_EMAIL_CHANGE -> false;
            default -> true;
        });
    }

    /** The names of its variables: whoever sends one gives all of them, and no others. */
    public Set<String> variables() {
        return maxLengths().keySet();
    }

    /**
     * A value for one of its variables.
     *
     * @throws InvalidValue when it is empty, too long or, but for the lines of a message, has a control character in it
     */
    public String checked(String variable, String value) {
        var maxLength = maxLengths().getOrDefault(variable, 0);
        if (value.isBlank() || value.length() > maxLength) {
            throw new InvalidValue("wrong_length", variable + " takes 1 to " + maxLength + " characters.");
        }
        if (value.codePoints().anyMatch(c -> Character.isISOControl(c) && !(c == '\n' && variable.equals("message")))) {
            throw new InvalidValue("control_character", variable + " has a control character in it.");
        }
        return value;
    }

    private Map<String, Integer> maxLengths() {
        return switch (this) {
            case NEW_DEVICE -> Map.of("time", 40, "ip", 45, "userAgent", 512);
            case CONFIRM_EMAIL_CHANGE -> Map.of("newEmail", 254);
            case NOTICE -> Map.of("title", 120, "message", 2_000);
            default -> Map.of();
        };
    }
}
