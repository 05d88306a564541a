package io.gatehouse.domain.signin;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.credential.Argon2Hash;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.session.Authentication;
import io.gatehouse.domain.session.DeviceTokens;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SignInWithPasswordTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final InMemoryPorts ports = gatehouse.ports();
    private final Account account = gatehouse.register(Samples.freshAddress());

    @Test
    void theRightPasswordOpensASession() {
        var tokens = signIn(account.email(), PASSWORD).tokens();

        assertThat(tokens.account()).isEqualTo(account);
        var caller = gatehouse
                .useCases()
                .authenticateCaller()
                .authenticate(tokens.accessToken().token());
        assertThat(caller.account()).isEqualTo(account);
        assertThat(caller.sessionId()).isEqualTo(tokens.refreshToken().sessionId());
        assertThat(gatehouse.audited()).containsExactly("registered", "signed_in");
    }

    @Test
    void theSessionRecordsHowAndWhenItWasOpened() {
        ports.clock().advance(Duration.ofMinutes(1));
        signIn(account.email(), PASSWORD);

        assertThat(ports.rows().sessions())
                .singleElement()
                .satisfies(session -> assertThat(session.authentication())
                        .isEqualTo(
                                new Authentication(List.of("pwd"), ports.clock().instant())));
    }

    @Test
    @Tag("ASVS-6.3.8")
    void wrongPasswordUnknownAddressAndAccountWithoutPasswordAreRefusedAlike() {
        var withoutPassword = gatehouse.registerWithoutPassword(Samples.freshAddress());

        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(account.email(), WRONG_PASSWORD));
        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(Samples.freshAddress(), PASSWORD));
        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(withoutPassword.email(), PASSWORD));

        assertThat(ports.rows().sessions()).isEmpty();
        assertThat(ports.rows().failedAttempts()).isEqualTo(3);
        var failures = ports.rows().auditLog().stream()
                .filter(entry -> entry.action().equals("sign_in_failed"))
                .toList();
        assertThat(failures).hasSize(3).extracting(AuditEntry::detail).containsOnly("invalid_credentials");
        // The size of what is stored, and so the time that it takes, does not tell which it was.
        assertThat(failures)
                .extracting(entry -> entry.origin().length)
                .containsOnly(failures.getFirst().origin().length);
    }

    /** Each of them fails when no hash can be computed: so each computes one. */
    @Test
    @Tag("ASVS-6.3.8")
    void everyAttemptComputesAHash() {
        var withoutPassword = gatehouse.registerWithoutPassword(Samples.freshAddress());
        var verify = verifyPassword(hasher(InMemoryPorts.CHEAP, Duration.ZERO));

        for (var email : List.of(account.email(), withoutPassword.email(), Samples.freshAddress())) {
            assertThatThrownBy(() -> verify.verify(attempt(email, WRONG_PASSWORD), Samples.CLIENT))
                    .isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void anAccountWithoutPasswordGetsOneByTheLinkOfAMail() {
        var email = Samples.freshAddress();
        gatehouse.registerWithoutPassword(email);
        gatehouse.useCases().forgotPassword().mailLink(email);
        var token = gatehouse.tokenOf(MailTemplate.RESET_PASSWORD);

        gatehouse.useCases().resetPassword().reset(token, NEW_PASSWORD, Samples.CLIENT);

        assertThat(gatehouse.isSignedIn(gatehouse.signIn(email, NEW_PASSWORD))).isTrue();
    }

    @Test
    void onlyThoseWhoKnowThePasswordAreToldThatAnAccountIsDisabled() {
        gatehouse.useCases().administerAccount().disable(account.email());

        assertRefused(Reason.ACCOUNT_DISABLED, () -> signIn(account.email(), PASSWORD));
        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(account.email(), WRONG_PASSWORD));
    }

    @Test
    void signUpModeVerifiedRefusesAnUnverifiedAddress() {
        var verified = new UseCases(ports, TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED)).signInWithPassword();

        assertRefused(
                Reason.EMAIL_NOT_VERIFIED, () -> verified.signIn(attempt(account.email(), PASSWORD), Samples.CLIENT));
    }

    @Test
    @Tag("ASVS-7.4.2")
    void disablingEndsEverySessionForGood() {
        var caller = gatehouse.signIn(account.email());
        gatehouse.useCases().administerAccount().disable(account.email());
        assertThat(gatehouse.isSignedIn(caller)).isFalse();

        gatehouse.useCases().administerAccount().enable(account.email());
        assertThat(gatehouse.isSignedIn(caller)).isFalse();
    }

    @Test
    void aSessionOfAPasswordThatWasReadBeforeABanIsDead() {
        var user = gatehouse.useCases().verifyPassword().verify(attempt(account.email(), PASSWORD), Samples.CLIENT);
        gatehouse.useCases().administerAccount().disable(account.email());
        gatehouse.useCases().administerAccount().enable(account.email());

        var tokens =
                gatehouse.useCases().openSession().open(user, Samples.CLIENT).tokens();

        assertRefused(
                Reason.INVALID_TOKEN,
                () -> gatehouse
                        .useCases()
                        .authenticateCaller()
                        .authenticate(tokens.accessToken().token()));
    }

    @Test
    void anAccountThatWasDeletedWhileThePasswordWasVerifiedGetsNoSession() {
        var user = gatehouse.useCases().verifyPassword().verify(attempt(account.email(), PASSWORD), Samples.CLIENT);
        gatehouse.useCases().administerAccount().delete(account.email());

        assertRefused(
                Reason.INVALID_CREDENTIALS,
                () -> gatehouse.useCases().openSession().open(user, Samples.CLIENT));
        assertThat(ports.rows().sessions()).isEmpty();
    }

    @Test
    @Tag("OWASP-PSC")
    void aHashOfAnotherCostIsReplacedAtTheNextSignIn() {
        var cost = new Argon2Hash.Cost(128, 1, 1);
        var older = Credential.password(
                Samples.IDS.next(),
                account.id(),
                hasher(cost, Duration.ofSeconds(10)).hash(PASSWORD),
                Samples.now());
        gatehouse.store(stores -> stores.credentials().put(older));
        assertThat(older.secret()).startsWith("$argon2id$v=19$m=128,t=1,p=1$");

        var caller = gatehouse.signIn(account.email());

        assertThat(ports.rows().credentials()).singleElement().satisfies(stored -> {
            assertThat(stored.secret()).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
            assertThat(stored.id()).as("proofs of it still hold").isEqualTo(older.id());
        });
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(account.email()))).isTrue();
        assertThat(gatehouse.isSignedIn(caller)).isTrue();
    }

    private VerifyPassword verifyPassword(PasswordHasher hasher) {
        return new VerifyPassword(
                new Transactions(
                        ports.stores(), new Auditor(ports.keyedHash(), ports.sources()), ports.sources(), _ -> {}),
                hasher,
                new Throttle(ports.keyedHash(), ports.sources()),
                new DeviceTokens(ports.keyedHash(), ports.sources()),
                false);
    }

    private static PasswordHasher hasher(Argon2Hash.Cost cost, Duration patience) {
        return new PasswordHasher(cost, Samples.RANDOM, 1, patience);
    }

    private SignInResult signIn(EmailAddress email, Password password) {
        return gatehouse.useCases().signInWithPassword().signIn(attempt(email, password), Samples.CLIENT);
    }

    private static VerifyPassword.Attempt attempt(EmailAddress email, Password password) {
        return new VerifyPassword.Attempt(email, password, null);
    }
}
