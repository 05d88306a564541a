package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Refused;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions.Held;
import io.gatehouse.domain.store.Outbox.Entry;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Trades a refresh token for an access token and its successor (RFC 9700, section 4.14.2: rotation, and an end of the
 * session when a token comes again that was used up).
 *
 * <p>A client that never heard the answer may ask again: a token gets the same successor as long as that is not used,
 * and for 30 s after, for two tabs share it. An older one means that somebody else has the session's tokens, too.
 */
public final class RefreshSession {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final AccessTokens tokens;
    private final AfterCommit afterCommit;
    private final Auditing auditing;
    private final InstantSource clock;
    private final Session.Lifetimes lifetimes;

    public RefreshSession(
            Transactions transactions,
            AccessTokens tokens,
            AfterCommit afterCommit,
            Auditing auditing,
            InstantSource clock,
            Session.Lifetimes lifetimes) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.afterCommit = afterCommit;
        this.auditing = auditing;
        this.clock = clock;
        this.lifetimes = lifetimes;
    }

    /**
     * @param admit is given the session's id once the token is known to be genuine, and may throw
     * @throws Refused {@code INVALID_REFRESH_TOKEN}
     */
    public SignedIn with(String text, Client client, Consumer<UUID> admit) {
        var token = RefreshToken.parse(text).orElseThrow(RefreshSession::refusal);
        var held = find(token).filter(h -> token.isGenuine(h.session())).orElseThrow(RefreshSession::refusal);
        admit.accept(token.sessionId());
        return trade(token, client, held);
    }

    private Optional<Held> find(RefreshToken token) {
        return transactions.autoCommit(tx -> tx.sessions().find(token.sessionId()));
    }

    private SignedIn trade(RefreshToken token, Client client, Held held) {
        var session = held.session();
        var now = clock.instant();
        if (!session.livesIn(held.account(), now)) {
            throw refusal();
        }
        return switch (Math.toIntExact(Math.clamp(session.counter() - token.counter(), -1, 3))) {
            case 0 -> rotated(token, client, new Held(session.refreshed(now, lifetimes), held.account()));
            case 1 -> signedIn(held, RefreshToken.newestOf(session));
            case 2 -> {
                if (!now.isBefore(session.refreshedAt().plus(GRACE))) {
                    throw reused(session, client);
                }
                yield signedIn(held, token.successor(session));
            }
            case 3 -> throw reused(session, client);
            default -> throw refusal();
        };
    }

    /**
     * The conditional update is the only lock: whoever loses finds out here what the winner has made of the session.
     */
    private SignedIn rotated(RefreshToken token, Client client, Held fresh) {
        if (transactions.autoCommit(tx -> tx.sessions().refresh(fresh.session()))) {
            return signedIn(fresh, RefreshToken.newestOf(fresh.session()));
        }
        return trade(token, client, find(token).orElseThrow(RefreshSession::refusal));
    }

    private SignedIn signedIn(Held held, RefreshToken successor) {
        var session = held.session();
        return new SignedIn(
                held.account(), tokens.issue(held.account(), session), successor, session.secondsLeft(clock.instant()));
    }

    /** Ends the session: a token that was reused once is too old for good, whatever has happened meanwhile. */
    private Refused reused(Session session, Client client) {
        afterCommit.run(transactions.run(tx -> List.of(ended(tx, session, client))));
        return refusal();
    }

    private Entry ended(Transaction tx, Session session, Client client) {
        var account = session.accountId();
        tx.sessions().remove(account, session.id());
        tx.accounts()
                .securedById(account)
                .ifPresent(owner ->
                        tx.audit().add(auditing.byClient(owner.pseudonym(), Action.REFRESH_TOKEN_REUSED, client)));
        return afterCommit.invalidate(tx, account, session.id());
    }

    private static Refused refusal() {
        return new Refused(Refused.Reason.INVALID_REFRESH_TOKEN);
    }
}
