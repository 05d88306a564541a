package io.gatehouse.domain.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Patch;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.profile.UpdateProfile.Changes;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpdateProfileTest {
    private static final Patch<String> AS_IT_IS = new Patch<>(false, null);

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final UpdateProfile updateProfile = gatehouse.useCases().updateProfile();
    private final Account account = gatehouse.register(Samples.freshAddress());

    @Test
    void givenFieldsChangeAndOthersStay() {
        var named = update(new Patch<>(true, "Ada"), null);
        assertThat(named.displayName()).isEqualTo("Ada");
        assertThat(named.locale()).isEqualTo(Locale.ENGLISH);

        var moved = update(AS_IT_IS, Locale.FRENCH);
        assertThat(moved.displayName()).isEqualTo("Ada");
        assertThat(moved.locale()).isEqualTo(Locale.FRENCH);

        assertThat(update(new Patch<>(true, null), null).displayName()).isNull();
    }

    @Test
    void aChangeIsInvalidatedInTheCache() {
        var changed = update(new Patch<>(true, "Ada"), null);
        assertThat(gatehouse.ports().accountLookup().account(account.id()).map(Found::account))
                .contains(changed);
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    void anEmptyChangeMakesNoRevision() {
        assertThat(update(AS_IT_IS, null)).isEqualTo(account);
        assertThat(update(new Patch<>(true, null), Locale.ENGLISH)).isEqualTo(account);
        assertThat(gatehouse.ports().accountLookup().account(account.id()))
                .as("and leaves the cache alone")
                .contains(new Found(account, true));
    }

    @Test
    void aDisabledAccountDoesNotChange() {
        gatehouse.useCases().administerAccount().disable(account.email());
        assertThatThrownBy(() -> update(new Patch<>(true, "Ada"), null))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_TOKEN));
    }

    @Test
    void whatIsAnotherVersionThanTheCallersDoesNotChange() {
        var seen = update(new Patch<>(true, "Ada"), null);
        update(new Patch<>(true, "Ada Lovelace"), null);

        var caller = new Caller(new Found(seen, true), Samples.IDS.next());
        var changes = new Changes(new Patch<>(true, "Countess"), null);
        assertThatThrownBy(() -> updateProfile.update(caller, changes, seen::equals))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(Reason.PRECONDITION_FAILED));
        assertThat(update(AS_IT_IS, null).displayName()).isEqualTo("Ada Lovelace");
    }

    private Account update(Patch<String> displayName, @Nullable Locale locale) {
        var caller = new Caller(new Found(account, true), Samples.IDS.next());
        return updateProfile
                .update(caller, new Changes(displayName, locale), _ -> true)
                .account();
    }
}
