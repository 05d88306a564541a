package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.testing.Samples;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Changes of address: one to an account, agreed to from the state that was read. */
public interface EmailChangesContract extends UnderTest {

    @Test
    default void anAccountHasOnePendingChangeOfAddress() {
        var older = change(UUID.randomUUID(), Samples.freshAddress());
        var newer = change(older.accountId(), Samples.freshAddress());
        put(older);
        put(newer);

        assertThat(ofAccount(older)).contains(newer);
        assertThat(update(older, older.agreedByOld())).isFalse();
        assertThat(update(newer, newer.agreedByNew())).isTrue();
        assertThat(update(newer, newer.agreedByOld())).isFalse();
        assertThat(ofAccount(older)).contains(newer.agreedByNew());
        assertThat(remove(older)).isFalse();
        assertThat(remove(newer)).isTrue();
        assertThat(ofAccount(older)).isEmpty();
    }

    @RepeatedTest(3)
    default void oneOfConcurrentAgreementsIsStored() {
        var change = change(UUID.randomUUID(), Samples.freshAddress());
        put(change);
        assertThat(race(s -> s.emailChanges().update(change, change.agreedByOld())))
                .containsOnlyOnce(true)
                .contains(false);
    }

    @Test
    default void theChangeOfAnAccountEndsByItsAccount() {
        var change = change(UUID.randomUUID(), Samples.freshAddress());
        var other = change(UUID.randomUUID(), change.email());
        put(change);
        put(other);

        execute(s -> s.emailChanges().remove(change.accountId()));
        execute(s -> s.emailChanges().remove(UUID.randomUUID()));

        assertThat(ofAccount(change)).isEmpty();
        assertThat(ofAccount(other)).contains(other);
    }

    @Test
    default void changesToOneAddressEndInBatches() {
        var email = Samples.freshAddress();
        var other = change(UUID.randomUUID(), Samples.freshAddress());
        Stream.of(
                        other,
                        change(UUID.randomUUID(), email),
                        change(UUID.randomUUID(), email),
                        change(UUID.randomUUID(), email))
                .forEach(this::put);

        assertThat(removeSome(email)).isEqualTo(2);
        assertThat(removeSome(email)).isEqualTo(1);
        assertThat(removeSome(email)).isZero();
        assertThat(ofAccount(other)).contains(other);
    }

    private static EmailChange change(UUID accountId, EmailAddress email) {
        return EmailChange.begin(Samples.IDS.next(), accountId, email);
    }

    private void put(EmailChange change) {
        execute(s -> s.emailChanges().put(change));
    }

    private Optional<EmailChange> ofAccount(EmailChange change) {
        return run(s -> s.emailChanges().ofAccount(change.accountId()));
    }

    private boolean update(EmailChange before, EmailChange after) {
        return run(s -> s.emailChanges().update(before, after));
    }

    private boolean remove(EmailChange change) {
        return run(s -> s.emailChanges().remove(change));
    }

    private int removeSome(EmailAddress email) {
        return run(s -> s.emailChanges().removeSome(email.key(), 2));
    }
}
