package io.gatehouse.domain.work;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailTemplate;
import java.util.UUID;

/** What more than one use case does with an account. */
public final class AccountLifecycle {
    private AccountLifecycle() {}

    /** Adds a new account with its password. Returns false, and adds nothing, when its address is taken. */
    public static boolean register(Transaction tx, Account account, String passwordHash, Client client) {
        var stored = StoredAccount.create(account, tx.random());
        if (!tx.accounts().add(stored)) {
            return false;
        }
        setPassword(tx, account.id(), passwordHash);
        tx.record(Action.REGISTERED, stored, Actor.user(client));
        return true;
    }

    /**
     * Gives an account another password and ends a pending change of its address.
     *
     * @param after the account with every session ended
     */
    public static void replacePassword(
            Transaction tx, StoredAccount owner, Account after, String hash, Action action, Client client) {
        tx.update(after);
        setPassword(tx, after.id(), hash);
        tx.emailChanges().remove(after.id());
        tx.record(action, owner, Actor.user(client));
        tx.mail(MailDraft.to(after, MailTemplate.PASSWORD_CHANGED));
    }

    /** Begins to delete an account: after the commit it cannot be used or found, and is erased. Returns it. */
    public static Account delete(Transaction tx, StoredAccount owner, Actor actor) {
        var deleted = owner.account().deleted(tx.now());
        tx.update(deleted);
        tx.record(Action.DELETION_REQUESTED, owner, actor);
        tx.mail(MailDraft.to(deleted, MailTemplate.ACCOUNT_DELETED));
        tx.erase(deleted.id());
        return deleted;
    }

    private static void setPassword(Transaction tx, UUID accountId, String hash) {
        tx.credentials().put(Credential.password(tx.newId(), accountId, hash, tx.now()));
    }
}
