package io.gatehouse.domain.sessions;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.SessionTokens;
import io.gatehouse.domain.session.Sessions.Held;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Trades a refresh token for an access token and the next refresh token (RFC 9700, section 4.14.2: rotation, and the
 * end of the session when a used token comes again).
 *
 * <p>A client that lost the answer may ask again: a token gets the same successor until that is used, and for 30 s
 * after, because browser tabs share tokens. An older token means that somebody else has the session's tokens too.
 */
public record RefreshSession(
        Transactions transactions, AccessTokens accessTokens, InstantSource clock, Session.Lifetimes lifetimes) {
    private static final Duration GRACE = Duration.ofSeconds(30);

    /**
     * @param admit is given the session's id once the token has proved genuine, and may throw
     * @throws Refused {@code INVALID_REFRESH_TOKEN}
     */
    public SessionTokens refresh(String text, Client client, Consumer<UUID> admit) {
        var token = RefreshToken.parse(text).orElseThrow(RefreshSession::refusal);
        var held = find(token).filter(h -> token.isGenuine(h.session())).orElseThrow(RefreshSession::refusal);
        admit.accept(token.sessionId());
        return trade(token, client, held);
    }

    private Optional<Held> find(RefreshToken token) {
        return transactions.autoCommit(stores -> stores.sessions().find(token.sessionId()));
    }

    private SessionTokens trade(RefreshToken token, Client client, Held held) {
        var session = held.session();
        var now = clock.instant();
        if (!session.livesIn(held.account(), now)) {
            throw refusal();
        }
        return switch (Math.toIntExact(Math.clamp(session.counter() - token.counter(), -1, 3))) {
            case 0 -> rotate(token, client, new Held(session.refreshed(now, lifetimes), held.account()));
            case 1 -> tokens(held, RefreshToken.newest(session));
            case 2 -> {
                if (!now.isBefore(session.refreshedAt().plus(GRACE))) {
                    throw endReused(session, client);
                }
                yield tokens(held, token.successor(session));
            }
            case 3 -> throw endReused(session, client);
            default -> throw refusal();
        };
    }

    /** The conditional update is the only lock: a request that loses the race looks at what the winner stored. */
    private SessionTokens rotate(RefreshToken token, Client client, Held fresh) {
        if (transactions.autoCommit(stores -> stores.sessions().refresh(fresh.session()))) {
            return tokens(fresh, RefreshToken.newest(fresh.session()));
        }
        return trade(token, client, find(token).orElseThrow(RefreshSession::refusal));
    }

    private SessionTokens tokens(Held held, RefreshToken refreshToken) {
        var session = held.session();
        return new SessionTokens(
                held.account(),
                accessTokens.issue(held.account(), session),
                refreshToken,
                session.secondsLeft(clock.instant()));
    }

    /** Ends the session. A token that is too old once is too old for good, so nothing needs to be read again. */
    private Refused endReused(Session session, Client client) {
        var accountId = session.accountId();
        transactions.execute(tx -> {
            tx.sessions().remove(accountId, session.id());
            tx.accounts()
                    .byId(accountId)
                    .ifPresent(owner -> tx.record(Action.REFRESH_TOKEN_REUSED, owner, Actor.user(client)));
            tx.invalidate(accountId, session.id());
        });
        return refusal();
    }

    private static Refused refusal() {
        return new Refused(Reason.INVALID_REFRESH_TOKEN);
    }
}
