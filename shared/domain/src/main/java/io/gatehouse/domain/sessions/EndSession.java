package io.gatehouse.domain.sessions;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.UUID;

/** Ends one of a user's sessions. */
public record EndSession(Transactions transactions) {
    /** @throws Refused {@code SESSION_NOT_FOUND} when the caller has no such live session */
    public void end(Caller caller, UUID sessionId, Client client) {
        var accountId = caller.accountId();
        transactions.execute(tx -> {
            if (!isLive(tx, sessionId) || !tx.sessions().remove(accountId, sessionId)) {
                throw new Refused(Reason.SESSION_NOT_FOUND);
            }
            tx.record(Action.SESSION_ENDED, tx.accountOf(caller), Actor.user(client));
            tx.invalidate(accountId, sessionId);
        });
    }

    private static boolean isLive(Transaction tx, UUID sessionId) {
        return tx.sessions()
                .find(sessionId)
                .filter(held -> held.session().livesIn(held.account(), tx.now()))
                .isPresent();
    }
}
