package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;
import java.util.List;

/** Begins the deletion of an account: once that is committed it is as if it were gone, and will be erased. */
final class Deletion {
    private final AfterCommit afterCommit;
    private final Ids ids;
    private final InstantSource clock;

    Deletion(AfterCommit afterCommit, Ids ids, InstantSource clock) {
        this.afterCommit = afterCommit;
        this.ids = ids;
        this.clock = clock;
    }

    Changed begin(Transaction tx, Account account) {
        var now = clock.instant();
        var deleted = account.deleted(now);
        Transactions.Stale.unless(tx.accounts().update(deleted));
        return new Changed(
                deleted,
                List.of(
                        afterCommit.invalidate(tx, account.id()),
                        afterCommit.mail(tx, Mail.to(account, ids.next(), MailTemplate.ACCOUNT_DELETED, now)),
                        afterCommit.erase(tx, account.id())));
    }
}
