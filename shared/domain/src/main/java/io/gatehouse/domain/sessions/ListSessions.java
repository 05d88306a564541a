package io.gatehouse.domain.sessions;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.work.Transactions;
import java.util.Comparator;
import java.util.List;

/** Lists where a user is signed in. */
public record ListSessions(Transactions transactions) {
    /** The caller's live sessions: the one that they call with, and then the newest first. */
    public List<Session> list(Caller caller) {
        var account = caller.account();
        return transactions.run(tx -> tx.sessions().ofAccount(account.id(), account.epoch()).stream()
                .filter(session -> session.livesIn(account, tx.now()))
                .sorted(Comparator.comparing(session -> !session.id().equals(caller.sessionId())))
                .toList());
    }
}
