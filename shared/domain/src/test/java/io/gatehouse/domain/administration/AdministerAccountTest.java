package io.gatehouse.domain.administration;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.testing.InMemoryPorts.SentMail;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdministerAccountTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final AdministerAccount administer = gatehouse.useCases().administerAccount();
    private final EmailAddress email = Samples.freshAddress();
    private final Account account = gatehouse.registerVerified(email);

    @Test
    void showReturnsTheAccountAndLeavesNoTrace() {
        assertThat(administer.show(email)).isEqualTo(account);
        assertThat(gatehouse.audited()).containsExactly("registered");
    }

    @Test
    @Tag("ASVS-8.2.1")
    void anAddressThatNobodyVerifiedGetsNoRole() {
        var unverified = gatehouse.register(Samples.freshAddress());

        assertThatThrownBy(() -> administer.grant(unverified.email(), Role.MAILER))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("not verified");
        assertThat(gatehouse.account(unverified.email())).contains(unverified);
    }

    @Test
    void aGrantedRoleIsSeenAtOnceAndRevokedAgain() {
        var caller = gatehouse.signIn(email);

        assertThat(administer.grant(email, Role.MAILER).roles()).containsExactly(Role.MAILER);
        assertThat(administer.grant(email, Role.ADMIN).roles()).isEqualTo(Set.of(Role.MAILER, Role.ADMIN));
        assertThat(found().roles()).isEqualTo(Set.of(Role.MAILER, Role.ADMIN));

        administer.revoke(email, Role.ADMIN);
        assertThat(found().roles()).containsExactly(Role.MAILER);
        assertThat(gatehouse.isSignedIn(caller)).as("roles end no session").isTrue();
        assertThat(gatehouse.rows().auditLog())
                .extracting(AuditEntry::action, AuditEntry::detail)
                .endsWith(
                        tuple("role_granted", "mailer"),
                        tuple("role_granted", "admin"),
                        tuple("role_revoked", "admin"));
    }

    @Test
    @Tag("ASVS-7.4.2")
    void aDisabledAccountIsSignedOutAndCannotSignInUntilItIsEnabled() {
        var caller = gatehouse.signIn(email);

        assertThat(administer.disable(email).status()).isEqualTo(Account.Status.DISABLED);
        assertThat(gatehouse.isSignedIn(caller)).isFalse();
        assertRefused(Reason.ACCOUNT_DISABLED, () -> gatehouse.signIn(email));

        assertThat(administer.enable(email).status()).isEqualTo(Account.Status.ACTIVE);
        assertThat(gatehouse.isSignedIn(caller)).as("the session from before").isFalse();
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(email))).isTrue();
    }

    @Test
    @Tag("ASVS-7.4.5")
    void signingOutEndsEverySession() {
        var one = gatehouse.signIn(email);
        var other = gatehouse.signIn(email);

        administer.signOut(email);

        assertThat(gatehouse.isSignedIn(one)).isFalse();
        assertThat(gatehouse.isSignedIn(other)).isFalse();
        assertThat(gatehouse.rows().auditLog().getLast())
                .returns("signed_out", AuditEntry::action)
                .returns("all", AuditEntry::detail);
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(email))).isTrue();
    }

    @Test
    @Tag("GDPR-17")
    void anOperatorDeletesAnAccountAsItsOwnerDoes() {
        var caller = gatehouse.signIn(email);

        assertThat(administer.delete(email).status()).isEqualTo(Account.Status.DELETED);

        assertThat(gatehouse.isSignedIn(caller)).isFalse();
        assertThat(gatehouse.rows().accounts()).isEmpty();
        assertThat(gatehouse.audited()).endsWith("deletion_requested", "erased");
        assertThat(gatehouse.deliverMails())
                .extracting(SentMail::mail)
                .extracting(mail -> mail.template())
                .containsExactly(MailTemplate.ACCOUNT_DELETED);
    }

    static Stream<BiFunction<AdministerAccount, EmailAddress, Account>> repeatableCalls() {
        return Stream.of(
                (use, email) -> use.grant(email, Role.MAILER),
                (use, email) -> use.revoke(email, Role.MAILER),
                AdministerAccount::disable,
                AdministerAccount::enable);
    }

    @ParameterizedTest
    @MethodSource("repeatableCalls")
    void aRepeatedCallChangesNothing(BiFunction<AdministerAccount, EmailAddress, Account> call) {
        var first = call.apply(administer, email);
        var audited = gatehouse.audited();

        assertThat(call.apply(administer, email)).isEqualTo(first);

        assertThat(gatehouse.audited()).isEqualTo(audited);
        assertThat(gatehouse.account(email)).contains(first);
    }

    static Stream<BiFunction<AdministerAccount, EmailAddress, Account>> calls() {
        return Stream.concat(
                repeatableCalls(),
                Stream.of(AdministerAccount::show, AdministerAccount::signOut, AdministerAccount::delete));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anUnknownAddressIsRefused(BiFunction<AdministerAccount, EmailAddress, Account> call) {
        assertRefused(Reason.USER_NOT_FOUND, () -> call.apply(administer, Samples.freshAddress()));

        administer.delete(email);
        assertRefused(Reason.USER_NOT_FOUND, () -> call.apply(administer, email));
    }

    private Account found() {
        return gatehouse
                .ports()
                .accountLookup()
                .account(account.id())
                .map(Found::account)
                .orElseThrow();
    }
}
