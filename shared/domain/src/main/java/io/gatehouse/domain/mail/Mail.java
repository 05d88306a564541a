package io.gatehouse.domain.mail;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent. It is rendered when it is sent.
 *
 * @param accountId the account that it belongs to, and with which it is deleted; null for none
 * @param to the address as its owner writes it; {@link #NOBODY} for a decoy
 * @param locale the language that it is wanted in
 * @param variables exactly those that the template declares
 * @param link what its link allows; null when it has none
 * @param kind what it is counted by
 * @param verified whether its recipient had proved to own the address when it was asked for
 */
public record Mail(
        UUID id,
        @Nullable UUID accountId,
        String to,
        MailTemplate template,
        Locale locale,
        Map<String, String> variables,
        @Nullable MailLink link,
        MailKind kind,
        boolean verified,
        Instant createdAt) {
    public static final String NOBODY = "";

    public Mail {
        variables = Map.copyOf(variables);
    }

    /** The same mail as a decoy; see {@link MailDraft#asDecoy}. */
    public Mail asDecoy() {
        return new Mail(id, accountId, NOBODY, template, locale, variables, link, kind, verified, createdAt);
    }

    /** Whether it is never sent. */
    public boolean isDecoy() {
        return to.equals(NOBODY);
    }

    /** Never shows the address. */
    @Override
    public String toString() {
        return "Mail[" + id + ", " + template.label() + "]";
    }
}
