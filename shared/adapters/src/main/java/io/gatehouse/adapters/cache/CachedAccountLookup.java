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

    private record Loaded(Optional<Account> account, Optional<Session> session) {
        static Loaded of(Optional<Held> held) {
            return new Loaded(held.map(Held::account), held.map(Held::session));
        }

        /** Whether the session has ended for good: an epoch never returns. */
        boolean isOver() {
            return session.filter(
                            s -> account.filter(a -> s.epoch() == a.epoch()).isPresent())
                    .isEmpty();
        }
    }

    private record Key(UUID account, @Nullable UUID session) {}

    private final Entries entries;
    private final TransactionalStores stores;
    private final InstantSource clock;
    private final SingleFlight<Key, Loaded> loads = new SingleFlight<>("database", System::nanoTime);

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
        var current = account.filter(a -> is(cached.get(1), a.revision()));
        var alive = cached.get(2)
                .map(SessionProof::parse)
                .flatMap(proof -> current.filter(a -> proof.holds(a, clock.instant())));
        if (alive.isPresent()) {
            return alive.map(a -> new Found(a, true));
        }
        var loaded = load(accountId, sessionId, record.orElse(null));
        return loaded.account()
                .filter(a -> loaded.session()
                        .filter(s -> s.livesIn(a, clock.instant()))
                        .isPresent())
                .map(a -> new Found(a, is(account, a)));
    }

    @Override
    public Optional<Found> account(UUID id) {
        var cached = entries.get(user(id), revision(id));
        var record = cached.get(0);
        if (record.filter(NOBODY::equals).isPresent()) {
            return Optional.empty();
        }
        var account = record.flatMap(CachedAccount::read);
        var current = account.filter(a -> is(cached.get(1), a.revision()));
        if (current.isPresent()) {
            return current.map(a -> new Found(a, true));
        }
        return load(id, null, record.orElse(null)).account().map(a -> new Found(a, is(account, a)));
    }

    @Override
    public void remember(Account account) {
        entries.put(user(account.id()), CachedAccount.write(account), RECORD_LIFE);
        prove(account, Deadline.in(PROOF_LIFE));
    }

    @Override
    public void remember(Account account, Session session) {
        var deadline = Deadline.in(PROOF_LIFE);
        prove(account, deadline);
        prove(session, deadline);
    }

    @Override
    public boolean forget(UUID accountId) {
        loads.leave(key -> key.account.equals(accountId));
        var disproved = entries.drop(revision(accountId));
        return entries.drop(user(accountId)) && disproved;
    }

    @Override
    public boolean forget(UUID accountId, UUID sessionId) {
        loads.leave(key -> sessionId.equals(key.session));
        return entries.drop(session(accountId, sessionId));
    }

    private Loaded load(UUID accountId, @Nullable UUID sessionId, @Nullable String oldRecord) {
        return loads.load(new Key(accountId, sessionId), () -> {
            var deadline = Deadline.in(PROOF_LIFE);
            var loaded = stores.run(s -> sessionId == null
                    ? new Loaded(s.accounts().byId(accountId).map(StoredAccount::account), Optional.empty())
                    : Loaded.of(s.sessions()
                            .find(sessionId)
                            .filter(h -> h.account().id().equals(accountId))));
            loaded.account().ifPresent(account -> keep(account, oldRecord, deadline));
            if (sessionId == null) {
                if (loaded.account().isEmpty()) {
                    entries.add(user(accountId), NOBODY, deadline);
                }
            } else if (loaded.isOver()) {
                entries.add(session(accountId, sessionId), GONE, deadline);
            } else {
                loaded.session().ifPresent(session -> prove(session, deadline));
            }
            return loaded;
        });
    }

    private void keep(Account account, @Nullable String oldRecord, Deadline deadline) {
        var record = CachedAccount.write(account);
        if (!record.equals(oldRecord)) {
            entries.replace(user(account.id()), oldRecord, record, RECORD_LIFE);
        }
        prove(account, deadline);
    }

    private void prove(Account account, Deadline deadline) {
        entries.add(revision(account.id()), Long.toString(account.revision()), deadline);
    }

    private void prove(Session session, Deadline deadline) {
        entries.add(
                session(session.accountId(), session.id()),
                SessionProof.of(session).written(),
                deadline);
    }

    private static boolean is(Optional<String> revision, long expected) {
        return revision.filter(Long.toString(expected)::equals).isPresent();
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

    /** What is needed of a session to let a request through. */
    private record SessionProof(long epoch, Instant endsAt) {

        static SessionProof of(Session session) {
            return new SessionProof(session.epoch(), session.endsAt());
        }

        static SessionProof parse(String written) {
            var parts = written.split(" ", 2);
            return new SessionProof(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
        }

        String written() {
            return epoch + " " + endsAt.toEpochMilli();
        }

        boolean holds(Account account, Instant now) {
            return account.active() && epoch == account.epoch() && now.isBefore(endsAt);
        }
    }
}
