package io.gatehouse.adapters.postgres;

import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.adapters.cache.CachedAccountLookup;
import io.gatehouse.adapters.cache.Connected;
import io.gatehouse.adapters.cache.Redis;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import io.gatehouse.domain.work.TransactionalStores;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An erasure on the real servers; its steps and their interruption are tested in the domain. */
@Tag("GDPR-17")
class AccountErasureTest {
    private final URI database = RealServers.database();
    private final Redis redis = Connected.to(RealServers.cache());
    private final TransactionalStores stores = RealServers.transactions(database);
    private final TestGatehouse gatehouse = new TestGatehouse(
            new InMemoryPorts(stores, clock -> new CachedAccountLookup(redis, stores, clock)), TestRules.UNLIMITED);

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void neitherDatabaseNorCacheNamesAnErasedAccount() {
        var email = EmailAddress.parse("Ada-" + Samples.IDS.next() + "@Example.com");
        var localPart = email.key().replaceAll("@.*", "");
        var caller = leaveTraces(email);
        assertThat(RealServers.contents(database)).containsIgnoringCase(localPart);
        await().until(() -> isCached(caller.accountId(), localPart));

        gatehouse.useCases().deleteAccount().delete(gatehouse.proof(caller), Samples.CLIENT);
        gatehouse.deliverMails();
        await().until(() -> sweep().equals(new Swept(0, 0)));

        assertThat(RealServers.contents(database)).doesNotContainIgnoringCase(localPart);
        assertThat(RealServers.cached()).doesNotContainIgnoringCase(localPart);
        assertThat(gatehouse.isSignedIn(caller)).isFalse();
    }

    /** Something in every table, and mails that have not been sent. */
    private Caller leaveTraces(EmailAddress email) {
        var account = gatehouse.register(email);
        var other = EmailAddress.parse("new-" + email.address());
        assertThat(Outcomes.of(() -> gatehouse.signIn(email, WRONG_PASSWORD)))
                .isEqualTo(Reason.INVALID_CREDENTIALS.name());
        gatehouse.store(stores -> {
            stores.emailChanges().put(EmailChange.begin(Samples.IDS.next(), account.id(), other));
            stores.registrations()
                    .add(Registration.create(Samples.IDS.next(), email, Locale.ENGLISH, Samples.now()), "hash");
        });
        gatehouse.deliverMails();
        gatehouse.useCases().forgotPassword().mailLink(email);
        return gatehouse.signIn(email);
    }

    /** A look-up fills the cache, when it answers in time. */
    private boolean isCached(UUID accountId, String text) {
        var _ = gatehouse.ports().accountLookup().account(accountId);
        return RealServers.cached().toLowerCase(Locale.ROOT).contains(text);
    }

    /** Repeats what the cache did not confirm in time. */
    private Swept sweep() {
        gatehouse.ports().clock().advance(Duration.ofMinutes(1));
        return gatehouse.useCases().outboxDispatcher().sweep();
    }
}
