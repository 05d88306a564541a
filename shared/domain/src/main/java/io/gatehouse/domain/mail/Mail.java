package io.gatehouse.domain.mail;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A mail to be sent. What it says is rendered when it is sent.
 *
 * @param to where to, as its owner spells it
 * @param locale the language that it is wanted in
 * @param variables exactly those that the template declares
 */
public record Mail(
        UUID id, String to, MailTemplate template, Locale locale, Map<String, String> variables, Instant createdAt) {
    public Mail {
        variables = Map.copyOf(variables);
    }

    /** Says nothing of whom it is for. */
    @Override
    public String toString() {
        return "Mail[" + id + ", " + template.label() + "]";
    }
}
