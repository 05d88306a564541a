package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.testing.Samples;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Credentials: any number to an account, one of a kind and name. */
public interface CredentialsContract extends UnderTest {

    @Test
    default void aCredentialIsFoundByItsNameAndReplacedByTheNextOne() {
        var account = Samples.account();
        var first = Samples.passwordOf(account);
        var second = Samples.passwordOf(account);
        put(first);
        put(Samples.passwordOf(Samples.account()));
        assertThat(password(account.id())).contains(first);

        put(second);
        assertThat(password(account.id())).contains(second);
        assertThat(credential(first.id())).isEmpty();
        assertThat(credential(second.id())).contains(second);
        assertThat(password(UUID.randomUUID())).isEmpty();
    }

    @RepeatedTest(3)
    default void oneOfConcurrentCredentialsOfANameIsLeft() {
        var account = Samples.account();
        var stored = race(s -> {
            var password = Samples.passwordOf(account);
            s.credentials().put(password);
            return password;
        });
        var left = password(account.id()).orElseThrow();
        assertThat(stored)
                .contains(left)
                .filteredOn(one -> credential(one.id()).isPresent())
                .containsExactly(left);
    }

    @Test
    default void anAccountHasAnyNumberOfCredentialsWhichAreRemovedInBatches() {
        var account = UUID.randomUUID();
        var credentials = Stream.of("one", "two", "three")
                .map(name -> named(account, name))
                .toList();
        var foreign = named(UUID.randomUUID(), "four");
        credentials.forEach(this::put);
        put(foreign);
        assertThat(credentials)
                .allSatisfy(one -> assertThat(credential(one.id())).contains(one));

        assertThat(removeSome(account)).isEqualTo(2);
        assertThat(removeSome(account)).isEqualTo(1);
        assertThat(removeSome(account)).isZero();
        assertThat(credentials)
                .allSatisfy(one -> assertThat(credential(one.id())).isEmpty());
        assertThat(credential(foreign.id())).contains(foreign);
    }

    @Test
    default void aSecretIsReplacedOnlyWhileItIsTheKnownOne() {
        var known = Samples.passwordOf(Samples.account());
        put(known);

        execute(s -> s.credentials().replaceSecret(known, "fresh"));
        execute(s -> s.credentials().replaceSecret(known, "too late"));

        var fresh =
                new Credential(known.id(), known.accountId(), known.kind(), known.name(), "fresh", known.createdAt());
        assertThat(credential(known.id())).contains(fresh);
    }

    private static Credential named(UUID account, String name) {
        return new Credential(
                Samples.IDS.next(),
                account,
                Credential.Kind.PASSWORD,
                name + " of " + account,
                "secret",
                Samples.now());
    }

    private void put(Credential credential) {
        execute(s -> s.credentials().put(credential));
    }

    private Optional<Credential> password(UUID accountId) {
        return run(s -> s.credentials().password(accountId));
    }

    private Optional<Credential> credential(UUID id) {
        return run(s -> s.credentials().byId(id));
    }

    private int removeSome(UUID accountId) {
        return run(s -> s.credentials().removeSome(accountId, 2));
    }
}
