package io.gatehouse.domain.mail;

import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.errors.InvalidValue;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The templates of mails, and the variables of each. */
public enum MailTemplate implements Labelled {
    /** To a new user, with the link that verifies the address; without it when an operator sends the mail. */
    WELCOME,
    VERIFY_EMAIL,
    /** To the owner of an account whose address was registered again. */
    ACCOUNT_EXISTS,
    RESET_PASSWORD,
    /** Has a link that consents to a change of address; one mail to each of the two. */
    CONFIRM_EMAIL_CHANGE,
    /** To the old address, after a change. */
    EMAIL_CHANGED,
    PASSWORD_CHANGED,
    /** After a sign-in from an unknown device. */
    NEW_DEVICE,
    /** After the end of a session by a refresh token that came again. */
    SESSION_ENDED,
    ACCOUNT_DELETED,
    /** A message of an administrator or mailer. */
    NOTICE;

    @Override
    public String label() {
        return Labelled.super.label().replace('_', '-');
    }

    /**
     * A template that an administrator or mailer may send. Mails with a link for their point are sent by the product
     * only.
     *
     * @throws InvalidValue {@code unknown_template} for any other text than the label of one
     */
    public static MailTemplate sentByHand(String label) {
        var choices = EnumSet.complementOf(EnumSet.of(VERIFY_EMAIL, RESET_PASSWORD, CONFIRM_EMAIL_CHANGE));
        return Labelled.choose("template", choices, label);
    }

    /** What its mails are counted by when the product sends them. */
    public MailKind kind() {
        return switch (this) {
            case WELCOME, VERIFY_EMAIL -> MailKind.VERIFY;
            case RESET_PASSWORD -> MailKind.RESET;
            case CONFIRM_EMAIL_CHANGE -> MailKind.CHANGE;
            case ACCOUNT_EXISTS -> MailKind.EXISTS;
            case EMAIL_CHANGED, PASSWORD_CHANGED, NEW_DEVICE, SESSION_ENDED, ACCOUNT_DELETED -> MailKind.NOTICE;
            case NOTICE -> MailKind.SEND;
        };
    }

    /** The names of its variables. A mail has all of them and no others. */
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
            throw new InvalidValue("wrong_length", variable + " must have 1 to " + maxLength + " characters.");
        }
        if (value.codePoints().anyMatch(c -> Character.isISOControl(c) && !(c == '\n' && variable.equals("message")))) {
            throw new InvalidValue("control_character", variable + " must not contain control characters.");
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
