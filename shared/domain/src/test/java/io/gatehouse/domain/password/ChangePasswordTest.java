package io.gatehouse.domain.password;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.InvalidField;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ChangePasswordTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final ChangePassword changePassword = gatehouse.useCases().changePassword();
    private final Account account = gatehouse.register(Samples.freshAddress());
    private final Caller caller = gatehouse.signIn(account.email());

    @Test
    @Tag("ASVS-6.2.2")
    void theNewPasswordSignsInAndTheOldOneDoesNot() {
        change(gatehouse.proof(caller));

        assertRefused(Reason.INVALID_CREDENTIALS, () -> gatehouse.signIn(account.email(), PASSWORD));
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(account.email(), NEW_PASSWORD)))
                .isTrue();
    }

    @Test
    @Tag("ASVS-2.4.1")
    void thePresentPasswordIsRefusedAndCausesNoMail() {
        var proof = gatehouse.proof(caller);
        gatehouse.deliverMails();

        assertThatThrownBy(() -> changePassword.changePassword(caller, proof, PASSWORD, Samples.CLIENT))
                .isInstanceOfSatisfying(InvalidField.class, e -> {
                    assertThat(e.field()).isEqualTo("newPassword");
                    assertThat(e.code()).isEqualTo("same_password");
                });
        assertThat(gatehouse.deliverMails()).isEmpty();
    }

    @Test
    @Tag("ASVS-7.4.3")
    void otherSessionsEndAndTheCallersGoesOn() {
        var other = gatehouse.signIn(account.email());

        change(gatehouse.proof(caller));

        assertThat(gatehouse.isSignedIn(other)).isFalse();
        assertThat(gatehouse.isSignedIn(caller)).isTrue();
    }

    @Test
    @Tag("ASVS-6.3.7")
    @Tag("ASVS-16.3.1")
    void theOwnerGetsAMailAndTheAuditLogAnEntry() {
        change(gatehouse.proof(caller));

        assertThat(gatehouse.mails()).endsWith(MailTemplate.PASSWORD_CHANGED);
        assertThat(gatehouse.audited()).endsWith("password_changed");
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    @Tag("ASVS-6.2.3")
    @Tag("ASVS-7.5.1")
    @Tag("ASVS-15.4.2")
    void aProofIsGoodForOneChange() {
        var proof = gatehouse.proof(caller);
        change(proof);

        assertRefused(
                Reason.WRONG_PASSWORD,
                () -> changePassword.changePassword(caller, proof, new Password("a third password"), Samples.CLIENT));

        assertThat(gatehouse.audited()).containsOnlyOnce("password_changed");
        assertThat(gatehouse.mails()).containsOnlyOnce(MailTemplate.PASSWORD_CHANGED);
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(account.email(), NEW_PASSWORD)))
                .isTrue();
    }

    @Test
    void aSessionThatHasEndedChangesNothing() {
        var proof = gatehouse.proof(caller);
        gatehouse.useCases().signOut().signOut(caller, Scope.THIS, Samples.CLIENT);

        assertRefused(Reason.INVALID_TOKEN, () -> change(proof));

        assertThat(gatehouse.isSignedIn(gatehouse.signIn(account.email(), PASSWORD)))
                .isTrue();
    }

    @Test
    void aDisabledAccountChangesNothing() {
        var proof = gatehouse.proof(caller);
        gatehouse.useCases().administerAccount().disable(account.email());

        assertRefused(Reason.INVALID_TOKEN, () -> change(proof));

        assertThat(gatehouse.audited()).doesNotContain("password_changed");
    }

    @Test
    void anotherCredentialOfTheAccountStaysAsItIs() {
        var other = gatehouse.addCredential(account);

        change(gatehouse.proof(caller));

        assertThat(gatehouse.rows().credentials()).hasSize(2).contains(other);
    }

    @Test
    void anAccountWithoutAPasswordGetsOneWithAProofOfAnotherCredential() {
        var passwordless = gatehouse.registerWithoutPassword(Samples.freshAddress());
        var proof = Proof.of(gatehouse.addCredential(passwordless), Samples.now());
        var itsCaller = gatehouse.openSession(passwordless);

        changePassword.changePassword(itsCaller, proof, NEW_PASSWORD, Samples.CLIENT);

        assertThat(gatehouse.isSignedIn(itsCaller)).isTrue();
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(passwordless.email(), NEW_PASSWORD)))
                .isTrue();
    }

    @Test
    void hashingAPasswordAgainLeavesItsProofsValid() {
        var proof = gatehouse.proof(caller);
        gatehouse.store(stores -> stores.credentials()
                .replaceSecret(password(), gatehouse.ports().passwordHasher().hash(PASSWORD)));

        change(proof);

        assertThat(gatehouse.audited()).endsWith("password_changed");
    }

    private void change(Proof proof) {
        changePassword.changePassword(caller, proof, NEW_PASSWORD, Samples.CLIENT);
    }

    private Credential password() {
        return gatehouse
                .ports()
                .stores()
                .run(stores -> stores.credentials().password(account.id()))
                .orElseThrow();
    }
}
