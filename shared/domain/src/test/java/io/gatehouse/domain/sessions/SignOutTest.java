package io.gatehouse.domain.sessions;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.signin.VerifyPassword;
import io.gatehouse.domain.testing.InMemoryAccountLookup;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignOutTest {
    private final TestGatehouse gatehouse = new TestGatehouse();

    @ParameterizedTest
    @CsvSource({"THIS, false, true", "OTHERS, true, false", "ALL, false, false"})
    @Tag("ASVS-7.4.3")
    void aScopeEndsItsSessionsAtOnce(Scope scope, boolean callerGoesOn, boolean otherGoesOn) {
        var email = gatehouse.register(Samples.freshAddress()).email();
        var caller = gatehouse.signIn(email);
        var other = gatehouse.signIn(email);
        var stranger =
                gatehouse.signIn(gatehouse.register(Samples.freshAddress()).email());

        gatehouse.useCases().signOut().signOut(caller, scope, Samples.CLIENT);

        assertThat(gatehouse.isSignedIn(caller)).isEqualTo(callerGoesOn);
        assertThat(gatehouse.isSignedIn(other)).isEqualTo(otherGoesOn);
        assertThat(gatehouse.isSignedIn(stranger)).isTrue();
        assertThat(gatehouse.rows().auditLog().getLast())
                .returns("signed_out", AuditEntry::action)
                .returns(scope.label(), AuditEntry::detail);
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    void aSessionThatHasEndedEndsNoOthers() {
        var email = gatehouse.register(Samples.freshAddress()).email();
        var caller = gatehouse.signIn(email);
        var other = gatehouse.signIn(email);
        gatehouse.useCases().endSession().end(other, caller.sessionId(), Samples.CLIENT);

        assertRefused(
                Reason.INVALID_TOKEN,
                () -> gatehouse.useCases().signOut().signOut(caller, Scope.OTHERS, Samples.CLIENT));

        assertThat(gatehouse.isSignedIn(other)).isTrue();
    }

    @Test
    void theHistoryHasOneSignOutOfOthersAnHour() {
        var caller = gatehouse.signIn(gatehouse.register(Samples.freshAddress()).email());
        for (var i = 0; i < 100; i++) {
            gatehouse.useCases().signOut().signOut(caller, Scope.OTHERS, Samples.CLIENT);
        }
        gatehouse.useCases().signOut().signOut(caller, Scope.ALL, Samples.CLIENT);

        assertThat(gatehouse.rows().auditLog())
                .filteredOn(entry -> entry.action().equals("signed_out"))
                .extracting(AuditEntry::detail)
                .containsExactly("others", "all");
    }

    @ParameterizedTest
    @EnumSource
    void aScopeIsParsedByItsLabel(Scope scope) {
        assertThat(Scope.parse(scope.label())).isEqualTo(scope);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "THIS", "this ", "everything"})
    void anyOtherTextIsNoScope(String text) {
        assertThatThrownBy(() -> Scope.parse(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("unknown_scope"));
    }

    @Test
    @Tag("ASVS-7.4.1")
    void anyTokenOfASessionEndsIt() {
        var email = gatehouse.register(Samples.freshAddress()).email();
        var other = gatehouse.signIn(email);
        var first = newToken(email);
        var caller = caller(email, first);
        var refresh = gatehouse.useCases().refreshSession();
        var third = refresh.refresh(refresh.refresh(first, Samples.CLIENT).refreshToken(), Samples.CLIENT);
        refresh.refresh(third.refreshToken(), Samples.CLIENT);

        gatehouse.useCases().signOut().signOut(first, Samples.CLIENT);

        assertThat(gatehouse.isSignedIn(caller)).isFalse();
        assertThat(gatehouse.isSignedIn(other)).isTrue();
        assertThat(gatehouse.rows().auditLog().getLast())
                .returns("signed_out", AuditEntry::action)
                .returns("this", AuditEntry::detail);
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    void aForgedTokenEndsNothing() {
        var email = gatehouse.register(Samples.freshAddress()).email();
        var token = newToken(email);
        var other = newToken(email);
        var audited = gatehouse.audited();

        gatehouse
                .useCases()
                .signOut()
                .signOut(new RefreshToken(other.sessionId(), 1, token.check(), token.code()), Samples.CLIENT);

        assertThat(gatehouse.isSignedIn(caller(email, other))).isTrue();
        assertThat(gatehouse.audited()).isEqualTo(audited);
    }

    @Test
    void theTokenOfADeadSessionChangesNothing() {
        var email = gatehouse.register(Samples.freshAddress()).email();
        var expired = newToken(email);
        gatehouse.ports().clock().advance(TestRules.LIFETIMES.idle());
        var ofAnEarlierEpoch = newToken(email);
        gatehouse.useCases().administerAccount().signOut(email);
        var removed = newToken(email);
        gatehouse.useCases().signOut().signOut(removed, Samples.CLIENT);
        var audited = gatehouse.audited();
        var rows = gatehouse.rows().sessions();

        for (var token : List.of(expired, ofAnEarlierEpoch, removed)) {
            gatehouse.useCases().signOut().signOut(token, Samples.CLIENT);
        }

        assertThat(gatehouse.audited()).isEqualTo(audited);
        assertThat(gatehouse.rows().sessions()).isEqualTo(rows);
    }

    @Test
    @Tag("ASVS-7.4.1")
    void theSweeperRepeatsAnInvalidationThatTheCacheDidNotConfirm() {
        var account = gatehouse.register(Samples.freshAddress());
        var caller = gatehouse.signIn(account.email());
        var cache = (InMemoryAccountLookup) gatehouse.ports().accountLookup();

        cache.setDown(true);
        gatehouse.useCases().signOut().signOut(caller, Scope.THIS, Samples.CLIENT);
        assertThat(gatehouse.rows().outbox())
                .singleElement()
                .returns(Outbox.Kind.INVALIDATION, Outbox.Entry::kind)
                .returns(caller.sessionId(), Outbox.Entry::subject);

        cache.setDown(false);
        gatehouse.ports().clock().advance(Duration.ofMinutes(1));
        assertThat(gatehouse.useCases().outboxDispatcher().sweep()).isEqualTo(new Swept(1, 0));
        assertThat(gatehouse.rows().outbox()).isEmpty();
        assertThat(gatehouse.isSignedIn(caller)).isFalse();
    }

    private RefreshToken newToken(EmailAddress email) {
        var attempt = new VerifyPassword.Attempt(email, TestGatehouse.PASSWORD, null);
        return gatehouse
                .useCases()
                .signInWithPassword()
                .signIn(attempt, Samples.CLIENT)
                .tokens()
                .refreshToken();
    }

    private Caller caller(EmailAddress email, RefreshToken token) {
        var account = gatehouse.account(email).orElseThrow();
        return new Caller(new AccountLookup.Found(account, false), token.sessionId());
    }
}
