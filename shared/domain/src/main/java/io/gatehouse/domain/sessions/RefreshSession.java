package io.gatehouse.domain.sessions;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.RefreshTokens;
import io.gatehouse.domain.session.Rotation;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.SessionTokens;
import io.gatehouse.domain.session.Sessions.Held;
import io.gatehouse.domain.session.TokenIssuer;
import io.gatehouse.domain.work.Transactions;
import java.time.InstantSource;

/**
 * Trades a refresh token for an access token and the next refresh token. {@link Rotation} has the rules for a token
 * that comes again.
 */
public record RefreshSession(
        Transactions transactions,
        RefreshTokens refreshTokens,
        TokenIssuer issuer,
        InstantSource clock,
        Session.Lifetimes lifetimes) {
    /** @throws Refused {@code INVALID_REFRESH_TOKEN} */
    public SessionTokens refresh(RefreshToken token, Client client) {
        return trade(token, client, find(token));
    }

    private Held find(RefreshToken token) {
        return transactions
                .autoCommit(stores -> stores.sessions().find(token.sessionId()))
                .filter(held -> refreshTokens.isGenuine(token, held.session()))
                .orElseThrow(RefreshSession::refusal);
    }

    private SessionTokens trade(RefreshToken token, Client client, Held held) {
        var session = held.session();
        var now = clock.instant();
        if (!session.livesIn(held.account(), now)) {
            throw refusal();
        }
        return switch (session.answer(token.counter(), client, now)) {
            case NEXT -> rotate(token, client, new Held(session.refreshed(client, now, lifetimes), held.account()));
            case AGAIN -> issuer.issue(held.account(), session, token.counter() + 1, now);
            case AGAIN_LATE -> repeatLate(token, client, new Held(session.repeatedLate(), held.account()));
            case END -> throw end(held, client);
            case UNKNOWN -> throw refusal();
        };
    }

    /** The conditional update is the only lock: a request that loses the race looks at what the winner stored. */
    private SessionTokens rotate(RefreshToken token, Client client, Held fresh) {
        return transactions.autoCommit(stores -> stores.sessions().refresh(fresh.session()))
                ? issuer.issue(fresh.account(), fresh.session())
                : trade(token, client, find(token));
    }

    /** As {@link #rotate}. */
    private SessionTokens repeatLate(RefreshToken token, Client client, Held marked) {
        return transactions.autoCommit(stores -> stores.sessions().markLate(marked.session()))
                ? issuer.issue(marked.account(), marked.session(), token.counter() + 1, clock.instant())
                : trade(token, client, find(token));
    }

    /** Ends the session, once. A token that is too old once is too old for good, so nothing needs to be read again. */
    private Refused end(Held held, Client client) {
        var accountId = held.account().id();
        var sessionId = held.session().id();
        transactions.execute(tx -> {
            var owner = tx.accounts().byId(accountId);
            if (owner.isEmpty() || !tx.sessions().remove(accountId, sessionId)) {
                return;
            }
            tx.record(Action.REFRESH_TOKEN_REUSED, owner.get(), Actor.user(client));
            tx.invalidate(accountId, sessionId);
            tx.mail(MailDraft.to(owner.get().account(), MailTemplate.SESSION_ENDED));
        });
        return refusal();
    }

    private static Refused refusal() {
        return new Refused(Reason.INVALID_REFRESH_TOKEN);
    }
}
