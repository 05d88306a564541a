package io.gatehouse.domain.usecase;

import io.gatehouse.domain.InvalidValue;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.Refused.Reason;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.store.Outbox.Entry;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/** What somebody who is signed in does to their own sessions: see them, and end them. */
public final class ManageSessions {
    private static final int MOST_LISTED = 100;

    /** Which sessions to end. */
    public enum Scope {
        THIS,
        OTHERS,
        ALL;

        /** The scope's name on the wire. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws InvalidValue {@code unknown_scope} with the names that exist, for any other text */
        public static Scope of(String label) {
            return Arrays.stream(values())
                    .filter(scope -> scope.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new InvalidValue("unknown_scope", "The scope is this, others or all."));
        }
    }

    private final Transactions transactions;
    private final AfterCommit afterCommit;
    private final Auditing auditing;
    private final InstantSource clock;

    public ManageSessions(Transactions transactions, AfterCommit afterCommit, Auditing auditing, InstantSource clock) {
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.auditing = auditing;
        this.clock = clock;
    }

    /** The caller's live sessions, newest first, at most 100. */
    public List<Session> list(Authenticate.Caller caller) {
        var account = caller.found().account();
        var now = clock.instant();
        return transactions.run(tx -> tx.sessions().of(account.id(), account.epoch(), MOST_LISTED)).stream()
                .filter(session -> session.livesIn(account, now))
                .toList();
    }

    /** @throws Refused {@code SESSION_NOT_FOUND} when the caller has no such session, or has it no more */
    public void end(Authenticate.Caller caller, UUID sessionId, Client client) {
        var accountId = caller.found().account().id();
        commit(tx -> {
            if (!lives(tx, sessionId) || !tx.sessions().remove(accountId, sessionId)) {
                throw new Refused(Reason.SESSION_NOT_FOUND);
            }
            tx.audit().add(auditing.byClient(owner(tx, accountId).pseudonym(), Action.SESSION_ENDED, client));
            return List.of(afterCommit.invalidate(tx, accountId, sessionId));
        });
    }

    private boolean lives(Transaction tx, UUID sessionId) {
        return tx.sessions()
                .find(sessionId)
                .filter(held -> held.session().livesIn(held.account(), clock.instant()))
                .isPresent();
    }

    /** Ends the session of the caller, the others, or all of them. */
    public void signOut(Authenticate.Caller caller, Scope scope, Client client) {
        commit(tx -> {
            var owner = owner(tx, caller.found().account().id());
            tx.audit().add(auditing.byClient(owner.pseudonym(), Action.SIGNED_OUT, scope.label(), client));
            return switch (scope) {
                case THIS -> endThis(tx, caller);
                case OTHERS, ALL -> raiseEpoch(tx, owner.account(), caller, scope);
            };
        });
    }

    private List<Entry> endThis(Transaction tx, Authenticate.Caller caller) {
        var accountId = caller.found().account().id();
        tx.sessions().remove(accountId, caller.sessionId());
        return List.of(afterCommit.invalidate(tx, accountId, caller.sessionId()));
    }

    private List<Entry> raiseEpoch(Transaction tx, Account before, Authenticate.Caller caller, Scope scope) {
        var after = before.signedOut(clock.instant());
        Transactions.Stale.unless(tx.accounts().update(after));
        if (scope == Scope.OTHERS && !tx.sessions().move(caller.sessionId(), before.epoch(), after.epoch())) {
            throw new Refused(Reason.INVALID_TOKEN);
        }
        return List.of(
                afterCommit.invalidate(tx, after.id()), afterCommit.invalidate(tx, after.id(), caller.sessionId()));
    }

    private static Secured owner(Transaction tx, UUID accountId) {
        return tx.accounts().securedById(accountId).orElseThrow(() -> new Refused(Reason.INVALID_TOKEN));
    }

    private void commit(Function<Transaction, List<Entry>> work) {
        afterCommit.run(transactions.run(work));
    }
}
