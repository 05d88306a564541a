package io.gatehouse.domain.mail;

import io.gatehouse.domain.account.Account;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent. What it says is rendered when it is sent.
 *
 * @param accountId whose it is, so that it goes when the account does; null when it is nobody's
 * @param to where to, as its owner spells it; {@link #NOBODY} for a mail that is written and queued like any other, so
 *     that a clock cannot tell the difference, and never sent
 * @param locale the language that it is wanted in
 * @param variables exactly those that the template declares
 * @param link what its link allows; null when it has none
 */
public record Mail(
        UUID id,
        @Nullable UUID accountId,
        String to,
        MailTemplate template,
        Locale locale,
        Map<String, String> variables,
        @Nullable MailLink link,
        Instant createdAt) {
    public static final String NOBODY = "";

    public Mail {
        variables = Map.copyOf(variables);
    }

    /** A mail to an account's address, in its owner's language. */
    public static Mail to(Account account, UUID id, MailTemplate template, Instant now) {
        return new Mail(id, account.id(), account.email().address(), template, account.locale(), Map.of(), null, now);
    }

    /** The same mail with other variables. */
    public Mail with(Map<String, String> variables) {
        return new Mail(id, accountId, to, template, locale, variables, link, createdAt);
    }

    /** The same mail with a link. */
    public Mail with(MailLink link) {
        return new Mail(id, accountId, to, template, locale, variables, link, createdAt);
    }

    /** The same mail, for nobody. */
    public Mail forNobody() {
        return new Mail(id, accountId, NOBODY, template, locale, variables, link, createdAt);
    }

    /** Whether nobody is to get it. */
    public boolean isForNobody() {
        return to.equals(NOBODY);
    }

    /** Says nothing of whom it is for. */
    @Override
    public String toString() {
        return "Mail[" + id + ", " + template.label() + "]";
    }
}
