package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.AddressTaken;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.testing.Samples;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Accounts: one to an address, changed from the revision that was read, hidden once deleted. */
public interface AccountsContract extends UnderTest {

    @Test
    default void anAccountIsAddedOnce() {
        var account = Samples.account();
        assertThat(add(Samples.stored(account))).isTrue();
        assertThat(add(Samples.stored(account.movedTo(Samples.freshAddress(), Samples.now()))))
                .isFalse();
    }

    @Test
    default void anAccountIsReadAsItWasWritten() {
        var stored = Samples.stored(Samples.account()
                .granted(Role.ADMIN, Samples.now())
                .presented("Ada \"ten\" 'o שלום", Samples.account().locale(), Samples.now()));
        add(stored);

        execute(s -> {
            assertThat(s.accounts().byId(stored.id()))
                    .get()
                    .usingRecursiveComparison()
                    .isEqualTo(stored);
            assertThat(s.accounts().locked(stored.id()))
                    .get()
                    .usingRecursiveComparison()
                    .isEqualTo(stored);
            var key = stored.account().email().key();
            assertThat(s.accounts().byEmail(key))
                    .get()
                    .usingRecursiveComparison()
                    .isEqualTo(stored);
        });
    }

    @Test
    default void anUnknownAccountIsNotFound() {
        execute(s -> {
            assertThat(s.accounts().byId(UUID.randomUUID())).isEmpty();
            assertThat(s.accounts().locked(UUID.randomUUID())).isEmpty();
            assertThat(s.accounts().byEmail("nobody@example.com")).isEmpty();
            assertThat(s.accounts().deleted(UUID.randomUUID())).isEmpty();
            assertThat(s.accounts().update(Samples.account())).isFalse();
        });
    }

    @Test
    default void anAddressHasOneAccount() {
        var account = Samples.account();
        assertThat(add(Samples.stored(account))).isTrue();
        var twin = twinOf(account);
        assertThat(add(Samples.stored(twin))).isFalse();
        assertThat(byId(twin.id())).isEmpty();
    }

    @RepeatedTest(3)
    default void oneOfConcurrentRegistrationsGetsAnAddress() {
        var account = Samples.account();
        var added = race(s -> s.accounts().add(Samples.stored(twinOf(account))));
        assertThat(added).containsOnlyOnce(true).contains(false);
    }

    @Test
    default void aStaleUpdateIsRefused() {
        var account = Samples.account();
        add(Samples.stored(account));
        var admin = account.granted(Role.ADMIN, Samples.now());
        var mailer = account.granted(Role.MAILER, Samples.now());

        assertThat(update(admin)).isTrue();
        assertThat(update(mailer)).isFalse();
        assertThat(byId(account.id())).contains(admin);
    }

    @Test
    default void anUpdateStoresEverythingAndLeavesPseudonymAndFirstSignIn() {
        var stored = Samples.stored(Samples.account());
        var signedIn = Samples.now();
        add(stored);
        execute(s -> s.accounts().recordFirstSignIn(stored.id(), signedIn));
        var moved = stored.account().movedTo(Samples.freshAddress(), Samples.now());
        var granted = moved.granted(Role.MAILER, Samples.now());
        var disabled = granted.disabled(Samples.now());

        assertThat(update(moved)).isTrue();
        assertThat(update(granted)).isTrue();
        assertThat(update(disabled)).isTrue();

        var read = run(s -> s.accounts().byId(stored.id())).orElseThrow();
        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(new StoredAccount(disabled, stored.pseudonym(), signedIn));
    }

    @Test
    default void anAddressOfAnotherAccountIsRefusedInAnUpdate() {
        var one = Samples.account();
        var other = Samples.account();
        add(Samples.stored(one));
        add(Samples.stored(other));
        assertThatThrownBy(() -> update(one.movedTo(other.email(), Samples.now())))
                .isInstanceOf(AddressTaken.class);
        assertThat(byId(one.id())).contains(one);
    }

    @Test
    default void theFirstSignInIsRecordedOnce() {
        var account = Samples.account();
        add(Samples.stored(account));
        var first = Samples.now();
        execute(s -> s.accounts().recordFirstSignIn(account.id(), first));
        execute(s -> s.accounts().recordFirstSignIn(account.id(), first.plusSeconds(60)));
        Optional<StoredAccount> stored = run(s -> s.accounts().byId(account.id()));
        assertThat(stored.orElseThrow().firstSignInAt()).isEqualTo(first);
    }

    @Test
    default void aDeletedAccountIsHidden() {
        var account = Samples.account();
        var session = Samples.sessionOf(account);
        add(Samples.stored(account));
        execute(s -> s.sessions().add(session));
        execute(s -> assertThat(s.accounts().deleted(account.id())).isEmpty());

        assertThat(update(account.deleted(Samples.now()))).isTrue();

        execute(s -> {
            assertThat(s.accounts().byId(account.id())).isEmpty();
            assertThat(s.accounts().locked(account.id())).isEmpty();
            assertThat(s.accounts().byEmail(account.email().key())).isEmpty();
            assertThat(s.sessions().find(session.id())).isEmpty();
            assertThat(s.accounts().deleted(account.id())).isPresent();
        });
    }

    @Test
    default void anAddressIsFreeOnceItsDeletedAccountIsRemoved() {
        var account = Samples.account();
        add(Samples.stored(account));
        assertThat(remove(account.id())).as("not deleted").isFalse();

        update(account.deleted(Samples.now()));
        var next = twinOf(account);
        assertThat(add(Samples.stored(next))).as("not yet removed").isFalse();
        assertThat(remove(account.id())).isTrue();
        assertThat(remove(account.id())).isFalse();
        assertThat(add(Samples.stored(next))).isTrue();
    }

    private static Account twinOf(Account account) {
        return Account.registered(Samples.IDS.next(), account.email(), account.locale(), Samples.now());
    }

    private boolean add(StoredAccount stored) {
        return run(s -> s.accounts().add(stored));
    }

    private boolean update(Account account) {
        return run(s -> s.accounts().update(account));
    }

    private boolean remove(UUID id) {
        return run(s -> s.accounts().remove(id));
    }

    private Optional<Account> byId(UUID id) {
        return run(s -> s.accounts().byId(id)).map(StoredAccount::account);
    }
}
