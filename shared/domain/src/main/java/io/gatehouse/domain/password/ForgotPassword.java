package io.gatehouse.domain.password;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Optional;

/**
 * Mails the link that leads to a new password, if the address has an account. The work is the same for every address,
 * so that neither the answer nor its time tells whether it has.
 */
public record ForgotPassword(Transactions transactions) {
    public void mailLink(EmailAddress email) {
        transactions.execute(
                tx -> tx.mail(mail(tx, email).orElseGet(() -> MailDraft.decoy(MailTemplate.RESET_PASSWORD))));
    }

    private static Optional<MailDraft> mail(Transaction tx, EmailAddress email) {
        return tx.accounts()
                .byEmail(email.key())
                .map(StoredAccount::account)
                .filter(Account::active)
                .map(account ->
                        MailDraft.to(account, MailTemplate.RESET_PASSWORD).link(MailLink.toReset(account)));
    }
}
