package io.gatehouse.domain.profile;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.InMemoryPorts.SentMail;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("GDPR-17")
class DeleteAccountTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final DeleteAccount deleteAccount = gatehouse.useCases().deleteAccount();
    private final Account account = gatehouse.register(Samples.freshAddress());
    private final Caller caller = gatehouse.signIn(account.email());

    @Test
    @Tag("ASVS-7.4.2")
    void everySessionEndsAtOnceAndTheAccountIsErased() {
        delete(gatehouse.proof(caller));

        assertThat(gatehouse.isSignedIn(caller)).isFalse();
        assertThat(gatehouse.ports().accountLookup().account(account.id())).isEmpty();
        assertThat(gatehouse.rows().accounts()).isEmpty();
        assertThat(gatehouse.audited()).endsWith("deletion_requested", "erased");
        assertThat(gatehouse.rows().outbox()).isEmpty();
        assertRefused(Reason.INVALID_CREDENTIALS, () -> gatehouse.signIn(account.email()));
    }

    @Test
    void theOwnerGetsALastMailAndNoneThatWaited() {
        assertThat(gatehouse.rows().unsentMails())
                .extracting(mail -> mail.template())
                .contains(MailTemplate.WELCOME);

        delete(gatehouse.proof(caller));

        assertThat(gatehouse.deliverMails())
                .extracting(SentMail::mail)
                .extracting(mail -> mail.template())
                .containsExactly(MailTemplate.ACCOUNT_DELETED);
    }

    @Test
    void aProofOfAReplacedPasswordDeletesNothing() {
        var proof = gatehouse.proof(caller);
        gatehouse.useCases().changePassword().changePassword(caller, proof, NEW_PASSWORD, Samples.CLIENT);

        assertRefused(Reason.WRONG_PASSWORD, () -> delete(proof));

        assertThat(gatehouse.isSignedIn(caller)).isTrue();
    }

    @Test
    void aDisabledAccountCannotDeleteItself() {
        var proof = gatehouse.proof(caller);
        gatehouse.useCases().administerAccount().disable(account.email());

        assertRefused(Reason.INVALID_TOKEN, () -> delete(proof));

        assertThat(gatehouse.account(account.email())).isPresent();
    }

    @Test
    void aSecondDeletionIsRefused() {
        var proof = gatehouse.proof(caller);
        delete(proof);

        assertRefused(Reason.INVALID_TOKEN, () -> delete(proof));
    }

    @Test
    void anAccountWithoutAPasswordIsDeletedWithAProofOfAnotherCredential() {
        var passwordless = gatehouse.registerWithoutPassword(Samples.freshAddress());

        delete(Proof.of(gatehouse.addCredential(passwordless), Samples.now()));

        assertThat(gatehouse.account(passwordless.email())).isEmpty();
        assertThat(gatehouse.rows().credentials())
                .as("the other account's password")
                .hasSize(1);
    }

    private void delete(Proof proof) {
        deleteAccount.delete(proof, Samples.CLIENT);
    }
}
