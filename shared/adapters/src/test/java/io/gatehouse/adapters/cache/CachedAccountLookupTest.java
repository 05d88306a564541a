package io.gatehouse.adapters.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import io.gatehouse.localcloud.services.store.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CachedAccountLookupTest {
    private static TransactionalStores database;

    private final AtomicInteger loads = new AtomicInteger();
    private volatile Runnable beforeLoadEnds = () -> {};
    private RedisServer server;
    private Redis redis;
    private CachedAccountLookup lookup;

    /** The database, counted, and held up where a test wants it. */
    private final class Observed implements TransactionalStores {
        @Override
        public <T> T run(Function<Stores, T> work) {
            var result = database.run(work);
            loads.incrementAndGet();
            beforeLoadEnds.run();
            return result;
        }

        @Override
        public <T> T autoCommit(Function<Stores, T> work) {
            return run(work);
        }
    }

    @BeforeAll
    static void connect() {
        database = io.gatehouse.adapters.Stores.transactions(io.gatehouse.adapters.Stores.database());
    }

    @BeforeEach
    void start() {
        server = RedisServer.temporary();
        redis = Connected.to(URI.create(server.uri()));
        lookup = new CachedAccountLookup(redis, new Observed(), InstantSource.system());
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void anAccountThatWasRememberedComesFromTheCache() {
        var account = stored();
        lookup.remember(account);
        assertThat(lookup.account(account.id())).contains(new Found(account, true));
        assertThat(loads).hasValue(0);
    }

    @Test
    void aSessionThatWasRememberedComesWithItsAccountInOneRoundTrip() {
        var account = stored();
        var session = session(account);
        lookup.remember(account);
        lookup.remember(account, session);
        assertThat(lookup.signedIn(account.id(), session.id())).contains(new Found(account, true));
        assertThat(loads).hasValue(0);
    }

    @Test
    void whatIsNotInTheCacheIsReadOnceAndKept() {
        var account = stored();
        var session = session(account);
        assertThat(lookup.signedIn(account.id(), session.id())).contains(new Found(account, false));
        assertThat(lookup.signedIn(account.id(), session.id())).contains(new Found(account, true));
        assertThat(loads).hasValue(1);
    }

    @Test
    void everyEntryExpires() {
        var account = stored();
        var session = session(account);
        lookup.signedIn(account.id(), session.id());
        lookup.account(UUID.randomUUID());
        var lives = redis.call(
                client -> client.keys("*{*}*").stream().map(client::pttl).toList());
        assertThat(lives.orElseThrow()).hasSize(4).allMatch(life -> life > 0 && life <= 3_600_000);
    }

    @Test
    void anAccountThatDoesNotExistIsLookedForOnce() {
        var nobody = UUID.randomUUID();
        assertThat(lookup.account(nobody)).isEmpty();
        assertThat(lookup.account(nobody)).isEmpty();
        assertThat(loads).hasValue(1);
    }

    @Test
    @Tag("ASVS-7.4.2")
    void aBanIsSeenAtOnceByWhoeverAsksAfterIt() {
        var account = stored();
        var session = session(account);
        lookup.signedIn(account.id(), session.id());

        change(account.disabled(Samples.now()));
        lookup.forget(account.id());

        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();
    }

    @Test
    @Tag("ASVS-8.3.2")
    void aRoleIsSeenAtOnceByWhoeverAsksAfterIt() {
        var account = stored();
        lookup.account(account.id());

        var admin = account.granted(Role.ADMIN, Samples.now());
        change(admin);
        lookup.forget(account.id());

        assertThat(lookup.account(account.id())).contains(new Found(admin, false));
    }

    @Test
    void aReaderThatIsOvertakenByAChangeDoesNotPutTheOldRecordBack() throws InterruptedException {
        var account = stored();
        var read = new CountDownLatch(1);
        var changed = new CountDownLatch(1);
        beforeLoadEnds = () -> {
            read.countDown();
            await().until(() -> changed.getCount() == 0);
        };
        var slow = Thread.ofVirtual().start(() -> lookup.account(account.id()));
        read.await();
        beforeLoadEnds = () -> {};
        var admin = account.granted(Role.ADMIN, Samples.now());
        change(admin);
        lookup.forget(account.id());
        changed.countDown();
        slow.join();

        assertThat(lookup.account(account.id()).map(Found::account)).contains(admin);
        assertThat(new CachedAccountLookup(redis, database, InstantSource.system()).account(account.id()))
                .contains(new Found(admin, false));
    }

    @Test
    void aRecordThatOutlivedAMissedChangeIsNotBelieved() {
        var account = stored();
        lookup.remember(account);
        redis.call(client -> client.del("revision:{" + account.id() + "}"));
        var admin = account.granted(Role.ADMIN, Samples.now());
        change(admin);

        assertThat(lookup.account(account.id())).contains(new Found(admin, false));
        assertThat(lookup.account(account.id())).contains(new Found(admin, true));
    }

    @Test
    void aSessionOfAnEarlierEpochIsOver() {
        var account = stored();
        var session = session(account);
        var banned = account.disabled(Samples.now());
        change(banned);
        change(banned.enabled(Samples.now()));
        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();
        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();
    }

    @Test
    void aSessionThatIsGoneIsLookedForOnce() {
        var account = stored();
        var gone = Samples.sessionOf(account);
        assertThat(lookup.signedIn(account.id(), gone.id())).isEmpty();
        assertThat(lookup.signedIn(account.id(), gone.id())).isEmpty();
        assertThat(loads).hasValue(1);

        var ofAnEarlierEpoch = session(account);
        change(account.disabled(Samples.now()));
        assertThat(lookup.signedIn(account.id(), ofAnEarlierEpoch.id())).isEmpty();
        assertThat(lookup.signedIn(account.id(), ofAnEarlierEpoch.id())).isEmpty();
        assertThat(loads).hasValue(2);
    }

    @Test
    void thatASessionIsGoneIsNotWrittenOverATombstone() {
        var account = stored();
        var session = session(account);
        database.run(tx -> tx.sessions().remove(account.id(), session.id()));
        lookup.forget(account.id(), session.id());
        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();

        assertThat(redis.call(client -> client.get("session:{" + account.id() + "}:" + session.id())))
                .contains("!");
    }

    @Test
    @Tag("ASVS-7.3.1")
    void aSessionEndsUnlessItIsRefreshed() {
        var account = stored();
        var session = session(account);
        var later = new CachedAccountLookup(redis, database, () -> session.endsAt());
        assertThat(lookup.signedIn(account.id(), session.id())).isPresent();
        assertThat(later.signedIn(account.id(), session.id())).isEmpty();

        database.run(tx -> tx.sessions().refresh(session.refreshed(session.endsAt(), TestRules.LIFETIMES)));
        assertThat(later.signedIn(account.id(), session.id())).isPresent();
    }

    @Test
    @Tag("ASVS-7.4.1")
    void aSessionThatWasRemovedIsOverAtOnce() {
        var account = stored();
        var session = session(account);
        lookup.signedIn(account.id(), session.id());

        database.run(tx -> tx.sessions().remove(account.id(), session.id()));
        assertThat(lookup.forget(account.id(), session.id())).isTrue();

        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();
    }

    @Test
    @Tag("ASVS-7.4.1")
    void aProofThatAStalledServerWritesLateEndsInTime() {
        var account = stored();
        var session = session(account);
        lookup.account(account.id());
        server.suspend();
        lookup.signedIn(account.id(), session.id());
        database.run(tx -> tx.sessions().remove(account.id(), session.id()));
        assertThat(lookup.forget(account.id(), session.id())).isFalse();
        server.resume();

        var life = redis.call(client -> client.pttl("session:{" + account.id() + "}:" + session.id()));

        assertThat(life.orElse(0L)).isLessThanOrEqualTo(30_000);
    }

    @Test
    void aSessionOfAnotherAccountIsNoSession() {
        var session = session(stored());
        assertThat(lookup.signedIn(stored().id(), session.id())).isEmpty();
    }

    @Test
    void whoeverAsksAfterAChangeDoesNotJoinALoadFromBeforeIt() throws Exception {
        var account = stored();
        var read = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        beforeLoadEnds = () -> {
            read.countDown();
            await().until(() -> end.getCount() == 0);
        };
        var before = CompletableFuture.supplyAsync(() -> lookup.account(account.id()), Thread.ofVirtual()::start);
        read.await();
        beforeLoadEnds = () -> {};
        var admin = account.granted(Role.ADMIN, Samples.now());
        change(admin);
        lookup.forget(account.id());

        var after = CompletableFuture.supplyAsync(() -> lookup.account(account.id()), Thread.ofVirtual()::start);

        assertThat(after.get(30, TimeUnit.SECONDS).map(Found::account)).contains(admin);
        end.countDown();
        assertThat(before.get(30, TimeUnit.SECONDS).map(Found::account)).contains(account);
    }

    @Test
    @Tag("ASVS-16.5.2")
    void losingTheCacheLosesNoAnswer() {
        var account = stored();
        var session = session(account);
        lookup.signedIn(account.id(), session.id());
        server.kill();
        for (var i = 0; i < 20; i++) {
            assertThat(lookup.signedIn(account.id(), session.id()).map(Found::account))
                    .contains(account);
        }
        server.restart();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> lookup.signedIn(account.id(), session.id())
                        .orElseThrow()
                        .cached());
    }

    @Test
    @Timeout(60)
    void aCacheThatHangsLosesNoAnswer() {
        var account = stored();
        lookup.account(account.id());
        server.suspend();
        try {
            assertThat(lookup.account(account.id())).contains(new Found(account, false));
        } finally {
            server.resume();
        }
    }

    private static Account stored() {
        var account = Samples.account();
        database.run(tx -> tx.accounts().add(Samples.stored(account)));
        return account;
    }

    private static Session session(Account account) {
        var session = Samples.sessionOf(account);
        return database.run(tx -> {
            tx.sessions().add(session);
            return session;
        });
    }

    private static void change(Account changed) {
        boolean updated = database.run(tx -> tx.accounts().update(changed));
        assertThat(updated).isTrue();
    }
}
