package io.gatehouse.domain.signin;

import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the sessions of an account. A sign-in removes what is beyond the bound after it has committed, so that whoever
 * of several looks last sees the sessions of all.
 */
record SessionLimit(Transactions transactions, int perUser) {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLimit.class);
    private static final int MAX_REMOVED = 10;

    /**
     * Removes dead sessions first, and then those whose last refresh is longest ago, but never the one that was just
     * opened. What it leaves is removed by the next sign-in.
     */
    void enforce(Session opened) {
        try {
            if (transactions.autoCommit(stores -> stores.sessions().count(opened.accountId())) > perUser) {
                transactions.execute(tx ->
                        tx.accounts().locked(opened.accountId()).ifPresent(owner -> removeExcess(tx, owner, opened)));
            }
        } catch (Unavailable e) {
            LOG.atWarn().addKeyValue("account", opened.accountId()).setCause(e).log("more sessions than allowed");
        }
    }

    private void removeExcess(Transaction tx, StoredAccount owner, Session opened) {
        var excess = tx.sessions().count(owner.id()) - perUser;
        if (excess > 0) {
            tx.sessions()
                    .leastUsed(owner.account(), opened.id(), tx.now(), Math.min(excess, MAX_REMOVED))
                    .forEach(session -> remove(tx, owner, session, opened.client()));
        }
    }

    private static void remove(Transaction tx, StoredAccount owner, Session session, Client client) {
        StaleWrite.unless(tx.sessions().removeUnrefreshed(session));
        if (session.livesIn(owner.account(), tx.now())) {
            tx.record(Action.SESSION_ENDED, owner, Actor.user(client), "limit");
            tx.invalidate(owner.id(), session.id());
        }
    }
}
