package io.gatehouse.adapters.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.adapters.RealServers;
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
        database = RealServers.transactions(RealServers.database());
    }

    @BeforeEach
    void start() {
        server = RedisServer.temporary();
        redis = Connected.to(URI.create(server.uri()));
        lookup = lookup(redis);
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void rememberedAccountComesFromTheCache() {
        var account = stored();
        lookup.remember(account);
        assertThat(lookup.account(account.id())).contains(new Found(account, true));
        assertThat(loads).hasValue(0);
    }

    @Test
    void rememberedSessionComesWithItsAccountFromTheCache() {
        var account = stored();
        var session = session(account);
        lookup.remember(account);
        lookup.remember(account, session);
        assertThat(lookup.signedIn(account.id(), session.id())).contains(new Found(account, true));
        assertThat(loads).hasValue(0);
    }

    @Test
    void missingEntryIsLoadedOnceAndCached() {
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
    void absenceOfAnAccountIsCached() {
        var nobody = UUID.randomUUID();
        assertThat(lookup.account(nobody)).isEmpty();
        assertThat(lookup.account(nobody)).isEmpty();
        assertThat(loads).hasValue(1);
    }

    @Test
    @Tag("ASVS-7.4.2")
    void banTakesEffectAtOnce() {
        var account = stored();
        var session = session(account);
        lookup.signedIn(account.id(), session.id());

        change(account.disabled(Samples.now()));
        lookup.forget(account.id());

        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();
    }

    @Test
    @Tag("ASVS-8.3.2")
    void grantedRoleTakesEffectAtOnce() {
        var account = stored();
        lookup.account(account.id());

        var admin = account.granted(Role.ADMIN, Samples.now());
        change(admin);
        lookup.forget(account.id());

        assertThat(lookup.account(account.id())).contains(new Found(admin, false));
    }

    @Test
    void slowReaderDoesNotCacheTheRecordFromBeforeAChange() throws InterruptedException {
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
    void cachedRecordWithoutItsRevisionIsNotUsed() {
        var account = stored();
        lookup.remember(account);
        redis.call(client -> client.del("revision:{" + account.id() + "}"));
        var admin = account.granted(Role.ADMIN, Samples.now());
        change(admin);

        assertThat(lookup.account(account.id())).contains(new Found(admin, false));
        assertThat(lookup.account(account.id())).contains(new Found(admin, true));
    }

    @Test
    void sessionOfAnEarlierEpochHasEnded() {
        var account = stored();
        var session = session(account);
        var banned = account.disabled(Samples.now());
        change(banned);
        change(banned.enabled(Samples.now()));
        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();
        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();
    }

    @Test
    void absenceOfASessionIsCached() {
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
    void absenceOfASessionDoesNotReplaceATombstone() {
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
    void sessionEndsUnlessItIsRefreshed() {
        var account = stored();
        var session = session(account);
        var later = new CachedAccountLookup(redis, database, () -> session.endsAt());
        assertThat(lookup.signedIn(account.id(), session.id())).isPresent();
        assertThat(later.signedIn(account.id(), session.id())).isEmpty();

        database.run(
                tx -> tx.sessions().refresh(session.refreshed(Samples.CLIENT, session.endsAt(), TestRules.LIFETIMES)));
        assertThat(later.signedIn(account.id(), session.id())).isPresent();
    }

    @Test
    @Tag("ASVS-7.4.1")
    void removedSessionEndsAtOnce() {
        var account = stored();
        var session = session(account);
        lookup.signedIn(account.id(), session.id());

        database.run(tx -> tx.sessions().remove(account.id(), session.id()));
        assertThat(lookup.forget(account.id(), session.id())).isTrue();

        assertThat(lookup.signedIn(account.id(), session.id())).isEmpty();
    }

    @Test
    @Tag("ASVS-7.4.1")
    void entryThatAStalledServerStoresLateExpiresInTime() {
        var account = stored();
        var session = session(account);
        try (var brief = Connected.briefly(URI.create(server.uri()))) {
            lookup = lookup(brief);
            server.suspend();
            lookup.remember(account, session);
            var sent = System.currentTimeMillis();
            assertThat(lookup.forget(account.id(), session.id())).isFalse();
            server.resume();

            var first = "revision:{" + account.id() + "}";
            await().until(() -> redis.call(client -> client.exists(first)).orElse(false));
            assertThat(redis.call(client -> client.pexpireTime(first)).orElseThrow())
                    .as("30 s from when it was sent, not from when it was stored")
                    .isLessThanOrEqualTo(sent + 30_000);
        }
    }

    @Test
    void sessionOfAnotherAccountIsNotFound() {
        var session = session(stored());
        assertThat(lookup.signedIn(stored().id(), session.id())).isEmpty();
    }

    @Test
    void lookUpAfterAChangeDoesNotJoinAnEarlierLoad() throws Exception {
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
    void lookUpsAnswerWithoutTheCache() {
        var account = stored();
        var session = session(account);
        try (var brief = Connected.briefly(URI.create(server.uri()))) {
            lookup = lookup(brief);
            lookup.signedIn(account.id(), session.id());
            server.kill();
            for (var i = 0; i < 20; i++) {
                assertThat(lookup.signedIn(account.id(), session.id()).map(Found::account))
                        .contains(account);
            }
            server.restart();
            await().until(() ->
                    lookup.signedIn(account.id(), session.id()).orElseThrow().cached());
        }
    }

    @Test
    @Timeout(60)
    void lookUpsAnswerWhileTheCacheStalls() {
        var account = stored();
        lookup.account(account.id());
        try (var brief = Connected.briefly(URI.create(server.uri()))) {
            server.suspend();
            assertThat(lookup(brief).account(account.id())).contains(new Found(account, false));
        } finally {
            server.resume();
        }
    }

    private CachedAccountLookup lookup(Redis cache) {
        return new CachedAccountLookup(cache, new Observed(), InstantSource.system());
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
