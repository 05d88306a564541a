package io.gatehouse.domain.sessions;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.work.Transactions;
import java.util.List;

/** Lists where a user is signed in. */
public record ListSessions(Transactions transactions) {
    private static final int MAX_LISTED = 100;

    /** The caller's live sessions, newest first, at most 100. */
    public List<Session> list(Caller caller) {
        var account = caller.account();
        return transactions.run(tx -> tx.sessions().ofAccount(account.id(), account.epoch(), MAX_LISTED).stream()
                .filter(session -> session.livesIn(account, tx.now()))
                .toList());
    }
}
