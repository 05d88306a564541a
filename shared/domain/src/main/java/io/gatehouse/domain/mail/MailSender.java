package io.gatehouse.domain.mail;

import org.jspecify.annotations.Nullable;

/** The provider that carries mails to their readers. */
public interface MailSender {

    /**
     * Renders and sends one mail.
     *
     * @param token what its link carries; null when it has none
     * @return the provider's id of it
     * @throws io.gatehouse.domain.errors.Unavailable when the provider does not take it now and may do so later
     * @throws RuntimeException when it will not take it at all
     */
    String send(Mail mail, @Nullable String token);
}
