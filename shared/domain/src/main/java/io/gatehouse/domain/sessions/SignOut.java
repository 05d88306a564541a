package io.gatehouse.domain.sessions;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.AuditQuota;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.RefreshTokens;
import io.gatehouse.domain.session.Sessions.Held;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.List;

/** Signs a user out: of the session that they call with, of their other sessions, or of all. */
public record SignOut(Transactions transactions, RefreshTokens refreshTokens, AuditQuota auditQuota) {
    public enum Scope implements Labelled {
        THIS,
        OTHERS,
        ALL;

        /** @throws InvalidValue {@code unknown_scope} for any text but a label */
        public static Scope parse(String label) {
            return Labelled.choose("scope", List.of(values()), label);
        }
    }

    /** Without {@code OTHERS} the caller's session ends, too; with it, a caller could do this again and again. */
    public void signOut(Caller caller, Scope scope, Client client) {
        var isRecorded = scope != Scope.OTHERS || auditQuota.admits(Action.SIGNED_OUT, caller.accountId());
        transactions.execute(tx -> {
            var owner = tx.accountOf(caller);
            if (isRecorded) {
                tx.record(Action.SIGNED_OUT, owner, Actor.user(client), scope.label());
            }
            if (scope == Scope.THIS) {
                tx.sessions().remove(owner.id(), caller.sessionId());
            } else {
                raiseEpoch(tx, owner.account(), caller, scope);
            }
            tx.invalidate(owner.id(), caller.sessionId());
        });
    }

    /**
     * Ends the session that a refresh token is of, however old the token. A token that is not genuine, or whose session
     * has ended, changes nothing.
     */
    public void signOut(RefreshToken token, Client client) {
        transactions.execute(tx -> tx.sessions()
                .find(token.sessionId())
                .filter(held -> refreshTokens.isGenuine(token, held.session()))
                .filter(held -> held.session().livesIn(held.account(), tx.now()))
                .ifPresent(held -> end(tx, held, client)));
    }

    private static void end(Transaction tx, Held held, Client client) {
        var owner = tx.accounts().byId(held.account().id());
        var sessionId = held.session().id();
        if (owner.isPresent() && tx.sessions().remove(owner.get().id(), sessionId)) {
            tx.record(Action.SIGNED_OUT, owner.get(), Actor.user(client), Scope.THIS.label());
            tx.invalidate(owner.get().id(), sessionId);
        }
    }

    private static void raiseEpoch(Transaction tx, Account before, Caller caller, Scope scope) {
        var after = before.signedOut(tx.now());
        tx.update(after);
        if (scope == Scope.OTHERS && !tx.sessions().move(caller.sessionId(), before.epoch(), after.epoch())) {
            throw new Refused(Reason.INVALID_TOKEN);
        }
    }
}
