package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Patch;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.profile.UpdateProfile;
import io.gatehouse.domain.profile.UpdateProfile.Changes;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.sessions.AuthenticateCaller.Caller;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpdateProfileTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Patch<String> AS_IT_IS = new Patch<>(false, null);
    private static final int ROUNDS = 50;

    private final UseCases useCases = new UseCases();
    private final UpdateProfile updateProfile = useCases.updateProfile();
    private final Account account =
            useCases.register().account(Fixtures.freshAddress(), PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);

    @Test
    void whatIsGivenChangesAndTheRestStays() {
        var named = update(new Patch<>(true, "Ada"), null);
        assertThat(named.displayName()).isEqualTo("Ada");
        assertThat(named.locale()).isEqualTo(Locale.ENGLISH);

        var moved = update(AS_IT_IS, Locale.FRENCH);
        assertThat(moved.displayName()).isEqualTo("Ada");
        assertThat(moved.locale()).isEqualTo(Locale.FRENCH);

        assertThat(update(new Patch<>(true, null), null).displayName()).isNull();
    }

    @Test
    void theCacheHearsOfAChange() {
        var changed = update(new Patch<>(true, "Ada"), null);
        assertThat(useCases.directory.account(account.id()).map(Found::account)).contains(changed);
        assertThat(useCases.count("outbox")).isZero();
    }

    @Test
    void whatChangesNothingIsNoRevision() {
        assertThat(update(AS_IT_IS, null)).isEqualTo(account);
        assertThat(update(new Patch<>(true, null), Locale.ENGLISH)).isEqualTo(account);
        assertThat(useCases.directory.account(account.id()))
                .as("and leaves the cache alone")
                .contains(new Found(account, true));
    }

    @Test
    void ofTwoChangesAtOnceNoneIsLost() {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < ROUNDS; round++) {
                var name = "Ada " + round;
                var locale = Locale.of("en", round % 2 == 0 ? "GB" : "US");
                CompletableFuture.allOf(
                                CompletableFuture.runAsync(() -> update(new Patch<>(true, name), null), pool),
                                CompletableFuture.runAsync(() -> update(AS_IT_IS, locale), pool))
                        .join();
                assertThat(update(AS_IT_IS, null))
                        .extracting(Account::displayName, Account::locale)
                        .containsExactly(name, locale);
            }
        }
    }

    @Test
    void anAccountThatWasDisabledMeanwhileDoesNotChange() {
        useCases.administer().disable(account.email());
        assertThatThrownBy(() -> update(new Patch<>(true, "Ada"), null))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.INVALID_TOKEN));
    }

    private Account update(Patch<String> displayName, @Nullable Locale locale) {
        var caller = new Caller(new Found(account, true), Fixtures.IDS.next());
        return updateProfile.with(caller, new Changes(displayName, locale)).account();
    }
}
