package io.gatehouse.domain.mail;

/** The provider that carries mails to their readers. */
public interface MailSender {

    /**
     * Renders and sends one mail.
     *
     * @return the provider's id of it
     * @throws io.gatehouse.domain.Unavailable when the provider does not take it now and may do so later
     * @throws RuntimeException when it will not take it at all
     */
    String send(Mail mail);
}
