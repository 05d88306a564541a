package io.gatehouse.adapters.usecase;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.adapters.cache.CachedDirectory;
import io.gatehouse.adapters.cache.Connected;
import io.gatehouse.adapters.queue.SqsMailQueue;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.credential.Argon2Hash;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.Directory;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.store.Transactions;
import io.gatehouse.domain.usecase.AdministerAccount;
import io.gatehouse.domain.usecase.AfterCommit;
import io.gatehouse.domain.usecase.Auditing;
import io.gatehouse.domain.usecase.ManageSessions;
import io.gatehouse.domain.usecase.RefreshSession;
import io.gatehouse.domain.usecase.Register;
import io.gatehouse.domain.usecase.SignIn;
import io.gatehouse.domain.usecase.Throttle;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The use cases on real stores, with a database and a queue of their own and cheap hashes. */
final class UseCases {
    static final Argon2Hash.Cost CHEAP = new Argon2Hash.Cost(64, 1, 1);

    final URI database = Stores.database();
    final URI queue = Stores.freshQueue();
    final Transactions transactions = Stores.transactions(database);
    final Directory directory = new CachedDirectory(Connected.to(Stores.cache()), transactions, InstantSource.system());
    final PasswordHasher hasher = hasher(CHEAP);
    private final Auditing auditing =
            new Auditing(Fixtures.HASH, Fixtures.IDS, InstantSource.system(), Fixtures.RANDOM);

    static PasswordHasher hasher(Argon2Hash.Cost cost) {
        return new PasswordHasher(cost, Fixtures.RANDOM, 2, Duration.ofSeconds(10));
    }

    Register register() {
        return register(queue);
    }

    Register register(URI queue) {
        return new Register(
                transactions,
                hasher,
                afterCommitAt(queue, InstantSource.system()),
                directory,
                auditing,
                Fixtures.IDS,
                InstantSource.system(),
                Fixtures.RANDOM);
    }

    AfterCommit afterCommitAt(URI queue, InstantSource clock) {
        return new AfterCommit(transactions, Fixtures.IDS, clock)
                .invalidating(directory)
                .mailing(new SqsMailQueue(queue));
    }

    SignIn signIn(PasswordHasher hasher, boolean verifiedOnly) {
        return signIn(hasher, verifiedOnly, InstantSource.system());
    }

    SignIn signIn(PasswordHasher hasher, boolean verifiedOnly, InstantSource clock) {
        return new SignIn(
                transactions,
                hasher,
                new SessionIdTokens(),
                directory,
                afterCommitAt(queue, clock),
                new Throttle(Fixtures.HASH, Fixtures.IDS, clock),
                auditing,
                Fixtures.HASH,
                Fixtures.IDS,
                clock,
                Fixtures.RANDOM,
                new SignIn.Rules(Fixtures.LIFETIMES, verifiedOnly));
    }

    RefreshSession refreshSession(InstantSource clock) {
        return new RefreshSession(
                transactions, new SessionIdTokens(), afterCommitAt(queue, clock), auditing, clock, Fixtures.LIFETIMES);
    }

    ManageSessions manageSessions() {
        return new ManageSessions(
                transactions, afterCommitAt(queue, InstantSource.system()), auditing, InstantSource.system());
    }

    AdministerAccount administer() {
        return new AdministerAccount(
                transactions, afterCommitAt(queue, InstantSource.system()), auditing, InstantSource.system());
    }

    long count(String table) {
        try (var connection = Stores.connect(database);
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    InstantSource inOneMinute() {
        var then = Instant.now().plusSeconds(60);
        return () -> then;
    }

    /** Tokens are tested elsewhere; here a token is the session's id. */
    private static final class SessionIdTokens implements AccessTokens {
        @Override
        public Issued issue(Account account, Session session) {
            return new Issued(session.id().toString(), 600);
        }

        @Override
        public Optional<Claims> verify(String token) {
            throw new AssertionError("nobody verifies here");
        }
    }
}
