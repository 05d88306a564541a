package io.gatehouse.domain.registration;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;

/**
 * Sign-up mode {@code verified}: stores a registration, which {@link VerifyEmail} turns into an account. For an address
 * that has an account the work is the same, and its owner gets a mail about the attempt.
 */
public record RegisterByMail(Transactions transactions, PasswordHasher hasher) implements Register {
    @Override
    public Result.Pending register(Request request, Client client) {
        var hash = hasher.hash(request.password());
        return transactions.run(tx -> {
            var registration = Registration.create(tx.newId(), request.email(), request.locale(), tx.now());
            tx.registrations().add(registration, hash);
            tx.mail(mail(tx, request.email(), registration));
            return new Result.Pending(registration.id());
        });
    }

    private static MailDraft mail(Transaction tx, EmailAddress email, Registration registration) {
        return tx.accounts()
                .byEmail(email.key())
                .map(StoredAccount::account)
                .map(owner -> MailDraft.to(owner, MailTemplate.ACCOUNT_EXISTS))
                .orElseGet(() -> MailDraft.to(registration.account(), MailTemplate.VERIFY_EMAIL)
                        .link(MailLink.toConfirm(registration)));
    }
}
