package io.gatehouse.domain.mail;

import org.jspecify.annotations.Nullable;

/** The provider that delivers mails. */
public interface MailSender {

    /**
     * Renders and sends one mail.
     *
     * @param token what its link carries; null when it has none
     * @return the provider's id of it
     * @throws io.gatehouse.domain.errors.Unavailable when the provider does not take it now, but may later
     * @throws RuntimeException when the provider will never take it
     */
    String send(Mail mail, @Nullable String token);
}
