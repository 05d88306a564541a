package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Argon2Hash;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.signin.SignIn.Credentials;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Password WRONG = new Password("incorrect horse battery staple");

    private final UseCases useCases = new UseCases();
    private final Account account =
            useCases.register().account(Fixtures.freshAddress(), PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);

    @Test
    void theRightPasswordOpensASessionThatTheDirectoryKnows() {
        var signedIn = useCases.signIn(useCases.hasher, false)
                .with(credentials(account.email(), PASSWORD), Fixtures.CLIENT)
                .signedIn();
        assertThat(signedIn.account()).isEqualTo(account);
        var session = UUID.fromString(signedIn.accessToken().token());
        assertThat(useCases.directory.signedIn(account.id(), session)).isPresent();
        assertThat(useCases.count("audit_log")).isEqualTo(2);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void aWrongPasswordAndAnUnknownAddressAreRefusedAlike() {
        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(account.email(), WRONG));
        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(Fixtures.freshAddress(), PASSWORD));
        assertThat(useCases.count("sessions")).isZero();
        var origins = useCases.column("SELECT length(origin) FROM audit_log WHERE action = 'sign_in_failed'");
        assertThat(origins).hasSize(2).containsOnly(origins.getFirst()).doesNotContainNull(); // a clock would see it
    }

    @Test
    void onlyWhoKnowsThePasswordHearsThatAnAccountIsDisabled() {
        useCases.administer().disable(account.email());
        assertRefused(Reason.ACCOUNT_DISABLED, () -> signIn(account.email(), PASSWORD));
        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(account.email(), WRONG));
    }

    @Test
    void whereAddressesHaveToBeVerifiedAnUnverifiedOneIsRefused() {
        var strict = useCases.signIn(useCases.hasher, true);
        assertRefused(
                Reason.EMAIL_NOT_VERIFIED, () -> strict.with(credentials(account.email(), PASSWORD), Fixtures.CLIENT));
    }

    @Test
    @Tag("ASVS-7.4.2")
    void disablingEndsEverySession() {
        var session = UUID.fromString(signIn(account.email(), PASSWORD));
        useCases.administer().disable(account.email());
        assertThat(useCases.directory.signedIn(account.id(), session)).isEmpty();
        useCases.administer().enable(account.email());
        assertThat(useCases.directory.signedIn(account.id(), session))
                .as("what has ended stays ended")
                .isEmpty();
    }

    @Test
    void aSessionOfAPasswordThatWasReadBeforeABanIsDead() {
        Optional<Secured> readBefore = useCases.transactions.run(
                tx -> tx.accounts().byEmail(account.email().key()));
        useCases.administer().disable(account.email());
        useCases.administer().enable(account.email());
        var session = Fixtures.sessionOf(readBefore.orElseThrow().account());
        useCases.transactions.execute(tx -> tx.sessions().add(session));
        assertThat(useCases.directory.signedIn(account.id(), session.id())).isEmpty();
    }

    @Test
    @Tag("OWASP-PSC")
    void aHashOfAnotherCostIsReplacedAtTheNextSignIn() {
        var dearer = new Argon2Hash.Cost(128, 1, 1);
        useCases.signIn(UseCases.hasher(dearer), false).with(credentials(account.email(), PASSWORD), Fixtures.CLIENT);
        Optional<Secured> stored = useCases.transactions.run(
                tx -> tx.accounts().byEmail(account.email().key()));
        assertThat(stored.orElseThrow().passwordHash()).startsWith("$argon2id$v=19$m=128,t=1,p=1$");
        assertThat(signIn(account.email(), PASSWORD)).isNotEmpty();
    }

    private String signIn(EmailAddress address, Password password) {
        return useCases.signIn(useCases.hasher, false)
                .with(credentials(address, password), Fixtures.CLIENT)
                .signedIn()
                .accessToken()
                .token();
    }

    private static Credentials credentials(EmailAddress address, Password password) {
        return new Credentials(address, password, null);
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
