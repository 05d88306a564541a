package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.Pseudonym;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.session.Directory;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Creates an account: its record, its welcome mail and its audit entry in one transaction, the queue and the cache
 * after it.
 */
public final class Register {
    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final AfterCommit afterCommit;
    private final Directory directory;
    private final Auditing auditing;
    private final Ids ids;
    private final InstantSource clock;
    private final Random random;

    public Register(
            Transactions transactions,
            PasswordHasher hasher,
            AfterCommit afterCommit,
            Directory directory,
            Auditing auditing,
            Ids ids,
            InstantSource clock,
            Random random) {
        this.transactions = transactions;
        this.hasher = hasher;
        this.afterCommit = afterCommit;
        this.directory = directory;
        this.auditing = auditing;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /** @throws Refused {@code EMAIL_TAKEN} when the address belongs to an account */
    public Account account(EmailAddress email, Password password, Locale locale, Client client) {
        var now = clock.instant();
        var account = Account.registered(ids.next(), email, locale, now);
        var secured = new Secured(account, hasher.hash(password), Pseudonym.create(random), null);
        var work = transactions.run(tx -> {
            if (!tx.accounts().add(secured)) {
                throw new Refused(Refused.Reason.EMAIL_TAKEN);
            }
            tx.audit().add(auditing.byClient(secured.pseudonym(), Action.REGISTERED, client));
            var welcome =
                    Mail.to(account, ids.next(), MailTemplate.WELCOME, now).with(MailLink.toVerify(account));
            return List.of(afterCommit.mail(tx, welcome));
        });
        directory.remember(account);
        afterCommit.run(work);
        return account;
    }
}
