package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mails a link to the owner of an address, if there is one. The work is the same for every address, a mail that nobody
 * gets included, so that neither an answer nor its time tells whether there is.
 */
public final class SendLink {
    private final Transactions transactions;
    private final MailQuota quota;
    private final AfterCommit afterCommit;
    private final Ids ids;
    private final InstantSource clock;

    public SendLink(Transactions transactions, MailQuota quota, AfterCommit afterCommit, Ids ids, InstantSource clock) {
        this.transactions = transactions;
        this.quota = quota;
        this.afterCommit = afterCommit;
        this.ids = ids;
        this.clock = clock;
    }

    /** To an account that may be used: the link that leads to a new password. */
    public void toReset(EmailAddress email) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        send(
                email,
                MailTemplate.RESET_PASSWORD,
                now,
                tx -> account(tx, email)
                        .map(account -> Mail.to(account, ids.next(), MailTemplate.RESET_PASSWORD, now)
                                .with(MailLink.toReset(account))));
    }

    private void send(
            EmailAddress email, MailTemplate template, Instant now, Function<Transaction, Optional<Mail>> mail) {
        var admitted = quota.admits(email);
        afterCommit.run(transactions.run(tx -> {
            var sent = mail.apply(tx).filter(m -> admitted);
            return List.of(afterCommit.mail(tx, sent.orElseGet(() -> Mail.toNobody(ids.next(), template, now))));
        }));
    }

    private static Optional<Account> account(Transaction tx, EmailAddress email) {
        return tx.accounts().byEmail(email.key()).map(Secured::account).filter(Account::active);
    }
}
