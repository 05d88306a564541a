package io.gatehouse.domain.mail;

import org.jspecify.annotations.Nullable;

/** The provider that delivers mails. */
public interface MailSender {

    /**
     * Renders and sends one mail, with the token of its link if it has one. Returns the provider's id of it.
     *
     * @throws io.gatehouse.domain.errors.Unavailable when the provider does not take it now, but may later
     * @throws RuntimeException when the provider will never take it
     */
    String send(Mail mail, @Nullable String token);
}
