package io.gatehouse.domain.mail;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A {@link Mail} that a use case asks for. The transaction gives it its id and time. */
public record MailDraft(
        @Nullable UUID accountId,
        String to,
        MailTemplate template,
        Locale locale,
        Map<String, String> variables,
        @Nullable MailLink link,
        MailKind kind,
        boolean verified) {
    private static final Account NO_ACCOUNT =
            Account.registered(new UUID(0, 0), EmailAddress.parse("nobody@example.com"), Locale.ENGLISH, Instant.EPOCH);

    /** A mail to an account's address, in its owner's language. */
    public static MailDraft to(Account account, MailTemplate template) {
        return new MailDraft(
                account.id(),
                account.email().address(),
                template,
                account.locale(),
                Map.of(),
                null,
                template.kind(),
                account.emailVerified());
    }

    /** A decoy that costs as much work as a mail with a link. */
    public static MailDraft decoy(MailTemplate template) {
        return to(NO_ACCOUNT, template).link(MailLink.toVerify(NO_ACCOUNT)).asDecoy();
    }

    /** The same mail to another address, which its recipient has not proved to own. */
    public MailDraft addressedTo(EmailAddress other) {
        return new MailDraft(accountId, other.address(), template, locale, variables, link, kind, false);
    }

    public MailDraft variables(Map<String, String> variables) {
        return new MailDraft(accountId, to, template, locale, variables, link, kind, verified);
    }

    public MailDraft link(MailLink link) {
        return new MailDraft(accountId, to, template, locale, variables, link, kind, verified);
    }

    /** The same mail, stored and queued but never sent: so that time does not tell who gets a mail. */
    public MailDraft asDecoy() {
        return new MailDraft(accountId, Mail.NOBODY, template, locale, variables, link, kind, verified);
    }

    public Mail toMail(UUID id, Instant now) {
        return new Mail(id, accountId, to, template, locale, variables, link, kind, verified, now);
    }
}
