package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Registrations: any number to an address, each with its password. */
public interface RegistrationsContract extends UnderTest {

    @Test
    default void aRegistrationIsReadUntilItExpires() {
        var older = registration(Samples.freshAddress());
        var newer = registration(older.email());
        Stream.of(older, newer, registration(Samples.freshAddress())).forEach(this::add);

        execute(s -> assertThat(s.registrations().byId(older.id())).contains(older));
        assertThat(newest(older.email(), newer.createdAt())).contains(newer);
        assertThat(newest(older.email(), newer.expiresAt().minusMillis(1))).contains(newer);
        assertThat(newest(older.email(), newer.expiresAt())).isEmpty();
    }

    @Test
    default void everyRegistrationOfAnAddressHasItsOwnPassword() {
        var first = registration(Samples.freshAddress());
        var second = registration(first.email());
        Stream.of(first, second).forEach(this::add);

        execute(s -> {
            assertThat(s.registrations().passwordHash(first.id())).contains("hash of " + first.id());
            assertThat(s.registrations().passwordHash(second.id())).contains("hash of " + second.id());
            assertThat(s.registrations().passwordHash(UUID.randomUUID())).isEmpty();
        });
    }

    @Test
    default void registrationsOfAnAddressComeNewestFirst() {
        var first = registration(Samples.freshAddress());
        var second = registration(first.email());
        Stream.of(second, first, registration(Samples.freshAddress())).forEach(this::add);

        assertThat(ofEmail(first.email(), 10)).containsExactly(second, first);
        assertThat(ofEmail(first.email(), 1)).containsExactly(second);
    }

    @Test
    default void registrationsAreRemovedOneByOneOrInBatches() {
        var first = registration(Samples.freshAddress());
        var other = registration(Samples.freshAddress());
        Stream.of(first, registration(first.email()), registration(first.email()), other)
                .forEach(this::add);

        assertThat(remove(first)).isTrue();
        assertThat(remove(first)).isFalse();
        assertThat(removeOne(first.email())).isEqualTo(1);
        assertThat(removeOne(first.email())).isEqualTo(1);
        assertThat(removeOne(first.email())).isZero();
        assertThat(newest(other.email(), Samples.now())).contains(other);
    }

    @RepeatedTest(3)
    default void oneOfConcurrentTransactionsRemovesARegistration() {
        var registration = registration(Samples.freshAddress());
        add(registration);
        assertThat(race(s -> s.registrations().remove(registration)))
                .containsOnlyOnce(true)
                .contains(false);
    }

    private static Registration registration(EmailAddress email) {
        return Registration.create(Samples.IDS.next(), email, Locale.forLanguageTag("he-IL"), Samples.now());
    }

    private void add(Registration registration) {
        execute(s -> s.registrations().add(registration, "hash of " + registration.id()));
    }

    private boolean remove(Registration registration) {
        return run(s -> s.registrations().remove(registration));
    }

    private int removeOne(EmailAddress email) {
        return run(s -> s.registrations().removeSome(email.key(), 1));
    }

    private Optional<Registration> newest(EmailAddress email, Instant at) {
        return run(s -> s.registrations().newest(email.key(), at));
    }

    private List<Registration> ofEmail(EmailAddress email, int limit) {
        return run(s -> s.registrations().ofEmail(email.key(), limit));
    }
}
