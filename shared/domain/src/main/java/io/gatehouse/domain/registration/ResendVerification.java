package io.gatehouse.domain.registration;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Optional;

/**
 * Mails the link that verifies an address once more, if an account or a registration waits for it. The work is the same
 * for every address, so that neither the answer nor its time tells whether one does.
 */
public record ResendVerification(Transactions transactions) {
    public void resend(EmailAddress email) {
        transactions.execute(
                tx -> tx.mail(mail(tx, email).orElseGet(() -> MailDraft.decoy(MailTemplate.VERIFY_EMAIL))));
    }

    private static Optional<MailDraft> mail(Transaction tx, EmailAddress email) {
        var registration = tx.registrations().newest(email.key(), tx.now());
        var owner = tx.accounts().byEmail(email.key()).map(StoredAccount::account);
        return owner.isPresent()
                ? owner.filter(account -> account.active() && !account.emailVerified())
                        .map(account ->
                                MailDraft.to(account, MailTemplate.VERIFY_EMAIL).link(MailLink.toVerify(account)))
                : registration.map(pending -> MailDraft.to(pending.account(), MailTemplate.VERIFY_EMAIL)
                        .link(MailLink.toConfirm(pending)));
    }
}
