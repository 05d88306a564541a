package io.gatehouse.domain.address;

import static io.gatehouse.domain.address.ConfirmEmailChange.Result.CHANGED;
import static io.gatehouse.domain.address.ConfirmEmailChange.Result.PENDING;
import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.noEvidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.proof.Evidence;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConfirmEmailChangeTest {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final EmailChangeSteps steps = new EmailChangeSteps();
    private final TestGatehouse gatehouse = steps.gatehouse;
    private final EmailAddress old = steps.old;
    private final EmailAddress other = Samples.freshAddress();

    @Test
    void theAddressChangesOnceBothOwnersHaveAgreed() {
        var lookup = gatehouse.ports().accountLookup();
        var id = steps.account.id();
        var tokens = steps.requestTokens(other);

        assertThat(steps.confirm(tokens.toNew())).isEqualTo(PENDING);
        assertThat(gatehouse.account(old)).contains(steps.account);
        assertThat(lookup.account(id).orElseThrow().account()).isEqualTo(steps.account);
        assertThat(steps.confirm(tokens.toOld())).isEqualTo(CHANGED);

        var moved = gatehouse.account(other).orElseThrow();
        assertThat(moved.id()).isEqualTo(id);
        assertThat(moved.emailVerified()).isTrue();
        assertThat(gatehouse.account(old)).isEmpty();
        assertThat(lookup.account(id).orElseThrow().account()).isEqualTo(moved);
        assertThat(gatehouse.rows().emailChanges()).isEmpty();
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    void theOwnersMayAgreeInEitherOrder() {
        var tokens = steps.requestTokens(other);

        assertThat(steps.confirm(tokens.toOld())).isEqualTo(PENDING);
        assertThat(steps.confirm(tokens.toNew())).isEqualTo(CHANGED);
    }

    @Test
    @Tag("ASVS-6.3.7")
    void theOldAddressGetsAMailAndTheAuditLogAnEntry() {
        var tokens = steps.requestTokens(other);
        steps.confirm(tokens.toOld());
        steps.confirm(tokens.toNew());

        var notice = gatehouse.deliverMails().getFirst().mail();

        assertThat(notice.template()).isEqualTo(MailTemplate.EMAIL_CHANGED);
        assertThat(notice.to()).isEqualTo(old.address());
        assertThat(gatehouse.audited()).endsWith("email_change_requested", "email_changed");
    }

    @Test
    void anAddressThatGotAnAccountMeanwhileIsNotTakenOver() {
        var tokens = steps.requestTokens(other);
        steps.confirm(tokens.toOld());
        var taker = gatehouse.register(other);

        assertInvalid(tokens.toNew());

        assertThat(gatehouse.account(old)).contains(steps.account);
        assertThat(gatehouse.account(other)).contains(taker);
    }

    @Test
    @Tag("ASVS-6.5.1")
    void eachTokenIsUsedOnceAndRemoved() {
        var otherTokens = gatehouse.rows().mailTokens();
        var tokens = steps.requestTokens(other);
        assertThat(steps.confirm(tokens.toOld())).isEqualTo(PENDING);

        assertInvalid(tokens.toOld());
        assertThat(steps.confirm(tokens.toNew())).isEqualTo(CHANGED);
        assertInvalid(tokens.toNew());
        assertThat(gatehouse.rows().mailTokens()).isEqualTo(otherTokens);
    }

    @Test
    void aTokenIsValidForAnHour() {
        var tokens = steps.requestTokens(other);
        gatehouse.ports().clock().advance(LIFETIME.minusMillis(1));
        assertThat(steps.confirm(tokens.toOld())).isEqualTo(PENDING);

        gatehouse.ports().clock().advance(Duration.ofMillis(1));

        assertInvalid(tokens.toNew());
    }

    /** What the owner of the new address needs is in {@code ConfirmOwnerTest}. */
    @Test
    void theOwnerOfTheOldAddressNeedsNoProof() {
        var tokens = steps.requestTokens(other);

        assertThat(steps.confirm(tokens.toOld(), noEvidence())).isEqualTo(PENDING);
        assertRefused(Reason.PROOF_REQUIRED, () -> steps.confirm(tokens.toNew(), noEvidence()));
        assertThat(gatehouse.account(old)).contains(steps.account);
    }

    @Test
    void aBadAccessTokenDoesNotMatterToTheOwnerOfTheOldAddress() {
        var tokens = steps.requestTokens(other);

        assertThat(steps.confirm(tokens.toOld(), new Evidence(new Visitor.Rejected(), WRONG_PASSWORD)))
                .isEqualTo(PENDING);
        assertThat(gatehouse.audited()).doesNotContain("password_check_failed");
    }

    @Test
    void aNewerRequestEndsTheTokensOfAnOlderOne() {
        var older = steps.requestTokens(other);
        steps.confirm(older.toOld());
        var newest = Samples.freshAddress();
        var newer = steps.requestTokens(newest);

        assertInvalid(older.toNew());
        assertThat(steps.confirm(newer.toNew())).isEqualTo(PENDING);
        assertThat(steps.confirm(newer.toOld())).isEqualTo(CHANGED);
        assertThat(gatehouse.account(newest)).isPresent();
    }

    @Test
    void aNewPasswordEndsTheChange() {
        var tokens = steps.requestTokens(other);
        gatehouse
                .useCases()
                .changePassword()
                .changePassword(steps.caller, gatehouse.proof(steps.caller), NEW_PASSWORD, Samples.CLIENT);

        assertInvalid(tokens.toOld());
        assertInvalid(tokens.toNew());
    }

    @Test
    void aResetOfThePasswordEndsTheChange() {
        var tokens = steps.requestTokens(other);
        gatehouse.useCases().forgotPassword().mailLink(old);
        gatehouse
                .useCases()
                .resetPassword()
                .reset(gatehouse.tokenOf(MailTemplate.RESET_PASSWORD), NEW_PASSWORD, Samples.CLIENT);

        assertInvalid(tokens.toOld());
        assertInvalid(tokens.toNew());
    }

    @Test
    void theTokensOfADisabledAccountAreRefused() {
        var tokens = steps.requestTokens(other);
        gatehouse.useCases().administerAccount().disable(old);

        assertInvalid(tokens.toOld());
        assertInvalid(tokens.toNew());
        gatehouse.useCases().administerAccount().enable(old);
        assertInvalid(tokens.toOld());
        assertInvalid(tokens.toNew());
    }

    @Test
    void anOperatorWhoEndsAllSessionsEndsTheChange() {
        var tokens = steps.requestTokens(other);
        gatehouse.useCases().administerAccount().signOut(old);

        assertInvalid(tokens.toOld());
        assertInvalid(tokens.toNew());
    }

    @Test
    void theTokenOfAnotherMailIsRefused() {
        steps.request(other);
        gatehouse.useCases().forgotPassword().mailLink(old);

        assertInvalid(gatehouse.tokenOf(MailTemplate.RESET_PASSWORD));
    }

    private void assertInvalid(String token) {
        assertRefused(Reason.INVALID_OR_EXPIRED_TOKEN, () -> steps.confirm(token));
    }
}
