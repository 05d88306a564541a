package io.gatehouse.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.audit.Pseudonym;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final Instant BORN = Instant.parse("2026-11-23T21:05:27.123Z");
    private static final Instant LATER = BORN.plusSeconds(60);

    private final Account fresh = Account.registered(
            new UUID(0, 1), EmailAddress.parse("ada@example.com"), Locale.forLanguageTag("he-IL"), BORN);

    @Test
    void aNewAccountIsActiveAndMayDoNothingSpecial() {
        assertThat(fresh.active()).isTrue();
        assertThat(fresh.emailVerified()).isFalse();
        assertThat(fresh.displayName()).isNull();
        assertThat(fresh.roles()).isEmpty();
        assertThat(fresh.createdAt()).isEqualTo(BORN).isEqualTo(fresh.updatedAt());
    }

    @Test
    void aGrantedRoleIsAddedToTheOthers() {
        var both = fresh.granted(Role.MAILER, LATER).granted(Role.ADMIN, LATER);
        assertThat(both.roles()).containsExactlyInAnyOrder(Role.MAILER, Role.ADMIN);
        assertThat(both.has(Role.ADMIN)).isTrue();
        assertChanged(fresh, both, 2);
        assertThat(both.epoch()).as("sessions go on").isEqualTo(fresh.epoch());
    }

    @Test
    void aWithdrawnRoleLeavesTheOthers() {
        var both = fresh.granted(Role.MAILER, LATER).granted(Role.ADMIN, LATER);
        assertThat(both.withdrawn(Role.ADMIN, LATER).roles()).containsExactly(Role.MAILER);
        assertThat(both.withdrawn(Role.ADMIN, LATER)
                        .withdrawn(Role.MAILER, LATER)
                        .roles())
                .isEmpty();
        assertChanged(both, both.withdrawn(Role.ADMIN, LATER), 1);
    }

    @Test
    @Tag("ASVS-7.4.2")
    void disablingEndsEverySessionAndEnablingRevivesNone() {
        var disabled = fresh.disabled(LATER);
        assertThat(disabled.active()).isFalse();
        assertThat(disabled.epoch()).isGreaterThan(fresh.epoch());
        assertChanged(fresh, disabled, 1);

        var enabled = disabled.enabled(LATER);
        assertThat(enabled.active()).isTrue();
        assertThat(enabled.epoch()).isEqualTo(disabled.epoch());
        assertChanged(disabled, enabled, 1);
    }

    @Test
    void recoveringEndsEverySessionAndVerifiesTheAddress() {
        var recovered = fresh.recovered(LATER);
        assertThat(recovered.emailVerified()).isTrue();
        assertThat(recovered.epoch()).isGreaterThan(fresh.epoch());
        assertThat(recovered.revision()).isEqualTo(fresh.revision() + 1);
        assertThat(recovered.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void recoveringKeepsTheNameOnlyOfAVerifiedAddress() {
        var named = fresh.presented("Ada", fresh.locale(), LATER);
        assertThat(named.recovered(LATER).displayName()).isNull();
        assertThat(named.verified(LATER).recovered(LATER).displayName()).isEqualTo("Ada");
    }

    @Test
    void anAddressThatAnAccountMovesToIsVerifiedAndSessionsGoOn() {
        var other = EmailAddress.parse("lovelace@example.com");
        var moved = fresh.movedTo(other, LATER);
        assertThat(moved.email()).isEqualTo(other);
        assertThat(moved.emailVerified()).isTrue();
        assertThat(moved.epoch()).isEqualTo(fresh.epoch());
        assertThat(moved.revision()).isEqualTo(fresh.revision() + 1);
    }

    @Test
    void aNameAndALanguageAreTheUsersOwn() {
        var named = fresh.presented("Ada", Locale.FRENCH, LATER);
        assertThat(named.displayName()).isEqualTo("Ada");
        assertThat(named.locale()).isEqualTo(Locale.FRENCH);
        assertThat(named.revision()).isEqualTo(fresh.revision() + 1);
        assertThat(named.updatedAt()).isEqualTo(LATER);
        assertThat(named.epoch()).as("sessions go on").isEqualTo(fresh.epoch());
    }

    @Test
    void whatIsSoAlreadyIsNotChanged() {
        var mailer = fresh.granted(Role.MAILER, BORN);
        var disabled = fresh.disabled(BORN);
        assertThat(mailer.granted(Role.MAILER, LATER)).isSameAs(mailer);
        assertThat(fresh.withdrawn(Role.MAILER, LATER)).isSameAs(fresh);
        assertThat(disabled.disabled(LATER)).isSameAs(disabled);
        assertThat(fresh.enabled(LATER)).isSameAs(fresh);
        assertThat(fresh.presented(null, fresh.locale(), LATER)).isSameAs(fresh);
    }

    @Test
    void itsRolesAreItsOwn() {
        var roles = new HashSet<>(Set.of(Role.MAILER));
        var account = new Account(
                fresh.id(), fresh.email(), false, null, fresh.locale(), roles, fresh.status(), 1, 1, BORN, BORN);
        roles.add(Role.ADMIN);
        assertThat(account.has(Role.ADMIN)).isFalse();
    }

    @Test
    void aStoredAccountShowsItsIdOnly() {
        var pseudonym = new Pseudonym(new UUID(0, 2), new byte[32]);
        assertThat(new StoredAccount(fresh, pseudonym, null))
                .hasToString("StoredAccount[00000000-0000-0000-0000-000000000001]");
    }

    private static void assertChanged(Account before, Account after, int changes) {
        assertThat(after.revision()).isEqualTo(before.revision() + changes);
        assertThat(after.updatedAt()).isEqualTo(LATER);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.email()).isEqualTo(before.email());
        assertThat(after.locale()).isEqualTo(before.locale());
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
    }
}
