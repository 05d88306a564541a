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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Mails a link to the owner of an address, if there is one. The work is the same for every address, a mail that nobody
 * gets included, so that neither an answer nor its time tells whether there is.
 */
public final class SendLink {
    private record Addressee(Account account, MailLink link) {}

    /** Whose mail is written when nobody is to get one: it costs what any other does. */
    private static final Account NO_ACCOUNT =
            Account.registered(new UUID(0, 0), EmailAddress.parse("nobody@example.com"), Locale.ENGLISH, Instant.EPOCH);

    private static final Addressee NOBODY = new Addressee(NO_ACCOUNT, MailLink.toVerify(NO_ACCOUNT));

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
        send(
                email,
                MailTemplate.RESET_PASSWORD,
                (tx, now) -> owner(tx, email)
                        .filter(Account::active)
                        .map(account -> new Addressee(account, MailLink.toReset(account))));
    }

    /** To an account, or to a registration, whose address waits to be verified: the link that does it. */
    public void toVerify(EmailAddress email) {
        send(email, MailTemplate.VERIFY_EMAIL, (tx, now) -> {
            var registration = tx.registrations().newest(email.key(), now);
            var owner = owner(tx, email);
            return owner.isPresent()
                    ? owner.filter(account -> account.active() && !account.emailVerified())
                            .map(account -> new Addressee(account, MailLink.toVerify(account)))
                    : registration.map(pending -> new Addressee(pending.account(), MailLink.toConfirm(pending)));
        });
    }

    private void send(
            EmailAddress email, MailTemplate template, BiFunction<Transaction, Instant, Optional<Addressee>> find) {
        var now = clock.instant();
        var admitted = quota.admits(email);
        afterCommit.run(transactions.run(tx -> {
            var mail = find.apply(tx, now)
                    .filter(addressee -> admitted)
                    .map(addressee -> mail(addressee, template, now))
                    .orElseGet(() -> mail(NOBODY, template, now).forNobody());
            return List.of(afterCommit.mail(tx, mail));
        }));
    }

    private Mail mail(Addressee to, MailTemplate template, Instant now) {
        return Mail.to(to.account(), ids.next(), template, now).with(to.link());
    }

    private static Optional<Account> owner(Transaction tx, EmailAddress email) {
        return tx.accounts().byEmail(email.key()).map(Secured::account);
    }
}
