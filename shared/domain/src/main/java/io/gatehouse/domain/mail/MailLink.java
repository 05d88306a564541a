package io.gatehouse.domain.mail;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.basics.Labelled;
import java.time.Duration;
import java.util.UUID;

/**
 * What the link in a mail allows. Its token is made when the mail is sent and stands nowhere but in the mail.
 *
 * @param owner the account, or the registration, that it acts on
 * @param state the state of its owner that it was made for; the link is valid while a new one would be equal
 */
public record MailLink(Purpose purpose, UUID owner, String state) {

    /** Verifies the account's present address. */
    public static MailLink toVerify(Account account) {
        return new MailLink(Purpose.VERIFY_EMAIL, account.id(), account.email().key());
    }

    /** Makes an account of the registration. */
    public static MailLink toConfirm(Registration registration) {
        return new MailLink(Purpose.CONFIRM_REGISTRATION, registration.id(), "");
    }

    /** Leads to a new password. Valid until the account has one, or another address. */
    public static MailLink toReset(Account account) {
        var state = account.epoch() + " " + account.email().key();
        return new MailLink(Purpose.RESET_PASSWORD, account.id(), state);
    }

    /** Consents to a change of address as the owner of the old one. */
    public static MailLink toGiveUp(EmailChange change) {
        return new MailLink(
                Purpose.CONFIRM_OLD_EMAIL, change.accountId(), change.id().toString());
    }

    /** Consents to a change of address as the owner of the new one. */
    public static MailLink toTakeUp(EmailChange change) {
        return new MailLink(
                Purpose.CONFIRM_NEW_EMAIL, change.accountId(), change.id().toString());
    }

    /** What a token can be used for, and for how long after its mail was sent. */
    public enum Purpose implements Labelled {
        VERIFY_EMAIL("/verify-email", Duration.ofHours(24)),
        CONFIRM_REGISTRATION("/verify-email", Duration.ofHours(24)),
        RESET_PASSWORD("/reset-password", Duration.ofMinutes(30)),
        CONFIRM_OLD_EMAIL("/confirm-email-change", Duration.ofHours(1)),
        CONFIRM_NEW_EMAIL("/confirm-email-change", Duration.ofHours(1));

        private final String page;
        private final Duration lifetime;

        Purpose(String page, Duration lifetime) {
            this.page = page;
            this.lifetime = lifetime;
        }

        /** The path of the application's page that a link leads to. */
        public String page() {
            return page;
        }

        public Duration lifetime() {
            return lifetime;
        }
    }
}
