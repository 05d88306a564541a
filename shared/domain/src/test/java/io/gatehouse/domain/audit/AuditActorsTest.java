package io.gatehouse.domain.audit;

import static io.gatehouse.domain.audit.Actor.Kind.ADMINISTRATOR;
import static io.gatehouse.domain.audit.Actor.Kind.MAILER;
import static io.gatehouse.domain.audit.Actor.Kind.OPERATOR;
import static io.gatehouse.domain.audit.Actor.Kind.SYSTEM;
import static io.gatehouse.domain.audit.Actor.Kind.USER;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.evidence;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mailing.SendEmail.Order;
import io.gatehouse.domain.mailing.SendEmail.Recipient;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.signin.VerifyPassword.Attempt;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.wiring.UseCases;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every action, with every kind of actor who can take it. */
@Tag("ASVS-16.3.1")
class AuditActorsTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final UseCases useCases = gatehouse.useCases();
    private final EmailAddress email = Samples.freshAddress();

    @Test
    void everyActionIsRecordedWithItsActors() {
        actAsUser();
        actAsUsersWithARole();
        actAsOperator();

        var expected = new EnumMap<Action, Set<Actor.Kind>>(Action.class);
        Stream.of(Action.values()).forEach(action -> expected.put(action, Set.of(USER)));
        expected.put(Action.SIGNED_OUT, Set.of(USER, OPERATOR));
        expected.put(Action.DELETION_REQUESTED, Set.of(USER, OPERATOR));
        expected.put(Action.LOOKED_UP, Set.of(ADMINISTRATOR));
        expected.put(Action.MAIL_REQUESTED, Set.of(ADMINISTRATOR, MAILER));
        expected.put(Action.ROLE_GRANTED, Set.of(OPERATOR));
        expected.put(Action.ROLE_REVOKED, Set.of(OPERATOR));
        expected.put(Action.DISABLED, Set.of(OPERATOR));
        expected.put(Action.ENABLED, Set.of(OPERATOR));
        expected.put(Action.ERASED, Set.of(SYSTEM));
        assertThat(actorsByAction()).isEqualTo(expected);
    }

    @Test
    void anActorIsNamedByPseudonymAndTheirOriginIsRecorded() {
        actAsUser();
        var users = actAsUsersWithARole();
        actAsOperator();

        assertThat(gatehouse.rows().auditLog()).allSatisfy(entry -> {
            switch (entry.actor()) {
                case USER -> assertThat(entry.actorId()).isEqualTo(entry.subject());
                case ADMINISTRATOR, MAILER ->
                    assertThat(entry.actorId())
                            .isEqualTo(users.get(entry.actor()))
                            .isNotEqualTo(entry.subject());
                case OPERATOR, SYSTEM -> assertThat(entry.actorId()).isNull();
            }
            var hasClient = entry.actor() != OPERATOR && entry.actor() != SYSTEM;
            assertThat(entry.origin() != null).isEqualTo(hasClient);
        });
    }

    private Map<Action, Set<Actor.Kind>> actorsByAction() {
        return gatehouse.rows().auditLog().stream()
                .collect(groupingBy(
                        entry -> Action.valueOf(entry.action().toUpperCase(Locale.ROOT)),
                        () -> new EnumMap<>(Action.class),
                        mapping(AuditEntry::actor, toSet())));
    }

    private void actAsUser() {
        Outcomes.of(() -> gatehouse.signIn(email)); // as a stranger
        gatehouse.register(email);
        useCases.verifyEmail().verify(gatehouse.tokenOf(MailTemplate.WELCOME), evidence(PASSWORD), Samples.CLIENT);
        Outcomes.of(() -> gatehouse.signIn(email, WRONG_PASSWORD));
        reuseARefreshToken();
        var other = gatehouse.signIn(email);
        var caller = gatehouse.signIn(email);
        useCases.endSession().end(caller, other.sessionId(), Samples.CLIENT);
        Outcomes.of(() -> useCases.confirmPassword().confirm(caller, WRONG_PASSWORD, Samples.CLIENT));
        useCases.exportAccount().export(caller, Samples.CLIENT);
        var newEmail = changeEmail(caller);
        useCases.changePassword().changePassword(caller, gatehouse.proof(caller), NEW_PASSWORD, Samples.CLIENT);
        useCases.forgotPassword().mailLink(newEmail);
        useCases.resetPassword().reset(gatehouse.tokenOf(MailTemplate.RESET_PASSWORD), PASSWORD, Samples.CLIENT);
        useCases.signOut().signOut(gatehouse.signIn(newEmail), Scope.ALL, Samples.CLIENT);
        var last = gatehouse.signIn(newEmail);
        useCases.deleteAccount().delete(gatehouse.proof(last), Samples.CLIENT);
    }

    private void reuseARefreshToken() {
        var first = useCases.signInWithPassword()
                .signIn(new Attempt(email, PASSWORD, null), Samples.CLIENT)
                .tokens()
                .refreshToken();
        refresh(refresh(refresh(first)));
        Outcomes.of(() -> refresh(first));
    }

    private RefreshToken refresh(RefreshToken token) {
        return useCases.refreshSession().refresh(token, Samples.CLIENT).refreshToken();
    }

    private EmailAddress changeEmail(Caller caller) {
        var newEmail = Samples.freshAddress();
        gatehouse.deliverMails();
        useCases.requestEmailChange().request(caller, gatehouse.proof(caller), newEmail, Samples.CLIENT);
        gatehouse.deliverMails().stream()
                .map(sent -> Objects.requireNonNull(sent.token()))
                .forEach(token -> useCases.confirmEmailChange().confirm(token, evidence(caller), Samples.CLIENT));
        return newEmail;
    }

    /** Returns the pseudonyms of those who acted. */
    private Map<Actor.Kind, UUID> actAsUsersWithARole() {
        var admin = gatehouse.signInWith(Role.ADMIN);
        var mailer = gatehouse.signInWith(Role.MAILER);
        var user = gatehouse.register(Samples.freshAddress());
        var order = new Order(MailTemplate.WELCOME, new Recipient.Address(Samples.freshAddress()), null, Map.of());
        useCases.lookUpUser().lookUp(admin, user.id(), Samples.CLIENT);
        useCases.sendEmail().send(admin, order, Samples.CLIENT);
        useCases.sendEmail().send(mailer, order, Samples.CLIENT);
        return Map.of(
                ADMINISTRATOR, gatehouse.pseudonym(admin.account()), MAILER, gatehouse.pseudonym(mailer.account()));
    }

    private void actAsOperator() {
        var managed = gatehouse.registerVerified(Samples.freshAddress()).email();
        useCases.administerAccount().grant(managed, Role.MAILER);
        useCases.administerAccount().revoke(managed, Role.MAILER);
        useCases.administerAccount().disable(managed);
        useCases.administerAccount().enable(managed);
        useCases.administerAccount().signOut(managed);
        useCases.administerAccount().delete(managed);
    }
}
