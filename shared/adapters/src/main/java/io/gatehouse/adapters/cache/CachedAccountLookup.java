package io.gatehouse.adapters.cache;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions.Held;
import io.gatehouse.domain.work.TransactionalStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks up accounts through Redis. An account has three kinds of entries, which share a hash tag and so come in one
 * round trip:
 *
 * <ul>
 *   <li>{@code user:{id}}, the record, for an hour;
 *   <li>{@code revision:{id}}, the number of its current revision, for 30 s;
 *   <li>{@code session:{id}:sid}, the session's epoch and end, for 30 s.
 * </ul>
 *
 * A record is valid only with its revision, a session only with the record's epoch. The last two expire at a fixed
 * moment, so that a write that a stalled server makes late expires in time too: no answer is older than 30 s, even when
 * the cache missed a change. The cache is believed when it says that a session is live, or ended for good; anything
 * else is read from the database.
 */
public final class CachedAccountLookup implements AccountLookup {
    private static final Duration RECORD_LIFE = Duration.ofHours(1);
    private static final Duration PROOF_LIFE = Duration.ofSeconds(30);
    private static final String NOBODY = "-";
    private static final String GONE = "-";

    private record Key(UUID account, UUID session) {}

    private final Entries entries;
    private final TransactionalStores stores;
    private final InstantSource clock;
    private final SingleFlight<UUID, Optional<Account>> accountLoads = new SingleFlight<>("database", System::nanoTime);
    private final SingleFlight<Key, Optional<Held>> sessionLoads = new SingleFlight<>("database", System::nanoTime);

    public CachedAccountLookup(Redis redis, TransactionalStores stores, InstantSource clock) {
        this.entries = new Entries(redis);
        this.stores = stores;
        this.clock = clock;
    }

    @Override
    public Optional<Found> signedIn(UUID accountId, UUID sessionId) {
        var cached = entries.get(user(accountId), revision(accountId), session(accountId, sessionId));
        if (cached.get(2).filter(GONE::equals).isPresent()) {
            return Optional.empty();
        }
        var record = cached.get(0);
        var account = record.flatMap(CachedAccount::read);
        var current = account.filter(a -> cached.get(1).equals(Optional.of(Long.toString(a.revision()))));
        var alive = cached.get(2)
                .map(SessionProof::parse)
                .flatMap(proof -> current.filter(a -> proof.holds(a, clock.instant())));
        if (alive.isPresent()) {
            return alive.map(a -> new Found(a, true));
        }
        return loadSession(accountId, sessionId, record.orElse(null))
                .filter(held -> held.session().livesIn(held.account(), clock.instant()))
                .map(held -> new Found(held.account(), is(account, held.account())));
    }

    @Override
    public Optional<Found> account(UUID id) {
        var cached = entries.get(user(id), revision(id));
        var record = cached.get(0);
        if (record.filter(NOBODY::equals).isPresent()) {
            return Optional.empty();
        }
        var account = record.flatMap(CachedAccount::read);
        var current = account.filter(a -> cached.get(1).equals(Optional.of(Long.toString(a.revision()))));
        if (current.isPresent()) {
            return current.map(a -> new Found(a, true));
        }
        return loadAccount(id, record.orElse(null)).map(a -> new Found(a, is(account, a)));
    }

    @Override
    public void remember(Account account) {
        entries.put(user(account.id()), CachedAccount.write(account), RECORD_LIFE);
        prove(account, endOfProof());
    }

    @Override
    public void remember(Account account, Session session) {
        var deadline = endOfProof();
        prove(account, deadline);
        prove(session, deadline);
    }

    @Override
    public boolean forget(UUID accountId) {
        accountLoads.leave(accountId::equals);
        sessionLoads.leave(key -> key.account.equals(accountId));
        var disproved = entries.drop(revision(accountId));
        return entries.drop(user(accountId)) && disproved;
    }

    @Override
    public boolean forget(UUID accountId, UUID sessionId) {
        sessionLoads.leave(key -> key.session.equals(sessionId));
        return entries.drop(session(accountId, sessionId));
    }

    private Optional<Account> loadAccount(UUID id, @Nullable String oldRecord) {
        return accountLoads.load(id, () -> {
            var deadline = endOfProof();
            var account = stores.run(s -> s.accounts().byId(id).map(StoredAccount::account));
            account.ifPresentOrElse(a -> keep(a, oldRecord, deadline), () -> entries.add(user(id), NOBODY, deadline));
            return account;
        });
    }

    private Optional<Held> loadSession(UUID accountId, UUID sessionId, @Nullable String oldRecord) {
        return sessionLoads.load(new Key(accountId, sessionId), () -> {
            var deadline = endOfProof();
            var held = stores.run(s ->
                    s.sessions().find(sessionId).filter(h -> h.account().id().equals(accountId)));
            held.ifPresent(h -> keep(h.account(), oldRecord, deadline));
            held.filter(h -> h.session().epoch() == h.account().epoch()) // else it has ended: an epoch never returns
                    .ifPresentOrElse(
                            h -> prove(h.session(), deadline),
                            () -> entries.add(session(accountId, sessionId), GONE, deadline));
            return held;
        });
    }

    private void keep(Account account, @Nullable String oldRecord, Instant deadline) {
        var record = CachedAccount.write(account);
        if (!record.equals(oldRecord)) {
            entries.replace(user(account.id()), oldRecord, record, RECORD_LIFE);
        }
        prove(account, deadline);
    }

    private void prove(Account account, Instant deadline) {
        entries.add(revision(account.id()), Long.toString(account.revision()), deadline);
    }

    private void prove(Session session, Instant deadline) {
        entries.add(
                session(session.accountId(), session.id()),
                session.epoch() + " " + session.endsAt().toEpochMilli(),
                deadline);
    }

    /** By the clock of the machine, for the server's is the one that it is compared with. */
    private static Instant endOfProof() {
        return Instant.now().plus(PROOF_LIFE);
    }

    private static boolean is(Optional<Account> cached, Account current) {
        return cached.filter(c -> c.revision() == current.revision()).isPresent();
    }

    private static String user(UUID id) {
        return "user:{" + id + "}";
    }

    private static String revision(UUID id) {
        return "revision:{" + id + "}";
    }

    private static String session(UUID accountId, UUID sessionId) {
        return "session:{" + accountId + "}:" + sessionId;
    }

    /** What is needed of a session to let a request through; written as its two numbers. */
    private record SessionProof(long epoch, Instant endsAt) {

        static SessionProof parse(String written) {
            var parts = written.split(" ", 2);
            return new SessionProof(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
        }

        boolean holds(Account account, Instant now) {
            return account.active() && epoch == account.epoch() && now.isBefore(endsAt);
        }
    }
}
