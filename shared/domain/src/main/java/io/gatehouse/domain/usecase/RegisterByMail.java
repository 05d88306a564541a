package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * Takes a registration that becomes an account once its address is verified, by {@link VerifyEmail}. Whoever asks is
 * told nothing: the work is the same for an address that has an account, and whose owner hears of it.
 */
public final class RegisterByMail {
    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final MailQuota quota;
    private final AfterCommit afterCommit;
    private final Ids ids;
    private final InstantSource clock;

    public RegisterByMail(
            Transactions transactions,
            PasswordHasher hasher,
            MailQuota quota,
            AfterCommit afterCommit,
            Ids ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.hasher = hasher;
        this.quota = quota;
        this.afterCommit = afterCommit;
        this.ids = ids;
        this.clock = clock;
    }

    public void ask(EmailAddress email, Password password, Locale locale) {
        var now = clock.instant();
        var admitted = quota.admits(email);
        var registration = Registration.of(ids.next(), email, hasher.hash(password), locale, now);
        var link = Mail.to(registration.account(), ids.next(), MailTemplate.VERIFY_EMAIL, now)
                .with(MailLink.toConfirm(registration));
        afterCommit.run(transactions.run(tx -> {
            tx.registrations().add(registration);
            var mail = tx.accounts()
                    .byEmail(email.key())
                    .map(Secured::account)
                    .map(owner -> Mail.to(owner, ids.next(), MailTemplate.ACCOUNT_EXISTS, now))
                    .orElse(link);
            return List.of(afterCommit.mail(tx, admitted ? mail : mail.forNobody()));
        }));
    }
}
