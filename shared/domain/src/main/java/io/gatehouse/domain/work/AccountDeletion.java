package io.gatehouse.domain.work;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailTemplate;

/** Begins to delete an account. After the commit it cannot be used or found, and is erased. */
public final class AccountDeletion {
    private AccountDeletion() {}

    /** Returns the account as it is then. */
    public static Account begin(Transaction tx, StoredAccount owner, Actor actor) {
        var account = owner.account();
        var deleted = account.deleted(tx.now());
        StaleWrite.unless(tx.accounts().update(deleted));
        tx.record(Action.DELETION_REQUESTED, owner, actor);
        tx.invalidate(account.id());
        tx.mail(MailDraft.to(account, MailTemplate.ACCOUNT_DELETED));
        tx.erase(account.id());
        return deleted;
    }
}
