package io.gatehouse.domain.proof;

import static io.gatehouse.domain.testing.Outcomes.DONE;
import static io.gatehouse.domain.testing.Outcomes.TOO_MANY_ATTEMPTS;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.evidence;
import static io.gatehouse.domain.testing.TestGatehouse.noEvidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.domain.testing.InMemoryPorts.SentMail;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the links ask for that must not give an account to whoever reads a mailbox. */
@ParameterizedClass
@EnumSource
@Tag("ASVS-7.5.1")
class ConfirmOwnerTest {
    private static final String WRONG = Reason.WRONG_PASSWORD.name();
    private static final String INVALID = Reason.INVALID_OR_EXPIRED_TOKEN.name();

    enum Link {
        VERIFY,
        CHANGE
    }

    @Parameter
    Link link;

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final EmailAddress newEmail = Samples.freshAddress();
    private Account account;
    private Caller owner;
    private String token;

    @BeforeEach
    void sendTheLink() {
        account = gatehouse.register(Samples.freshAddress());
        owner = gatehouse.signIn(account.email());
        token = nextToken();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody,   none,  PROOF_REQUIRED",
        "nobody,   right, done",
        "nobody,   wrong, WRONG_PASSWORD",
        "owner,    none,  done",
        "owner,    right, done",
        "owner,    wrong, done",
        "another,  none,  PROOF_REQUIRED",
        "another,  right, done",
        "another,  wrong, WRONG_PASSWORD",
        "rejected, none,  INVALID_TOKEN",
        "rejected, right, INVALID_TOKEN",
        "rejected, wrong, INVALID_TOKEN"
    })
    void theSessionOrThePasswordOfTheAccountIsNeeded(String visitor, String password, String outcome) {
        assertThat(follow(new Evidence(visitor(visitor), password(password)))).isEqualTo(outcome);

        assertThat(isDone()).isEqualTo(outcome.equals(DONE));
        assertThat(follow(evidence(owner)))
                .as("a refusal leaves the link good")
                .isEqualTo(outcome.equals(DONE) ? INVALID : DONE);
    }

    @Test
    void anInvalidTokenIsRefusedBeforeABadAccessToken() {
        token = "no such token";

        assertThat(follow(new Evidence(new Visitor.Rejected(), WRONG_PASSWORD))).isEqualTo(INVALID);
    }

    @Test
    @Tag("ASVS-6.3.1")
    void theFifthWrongPasswordEndsTheLinkAndAnotherMailGivesAnother() {
        for (var i = 0; i < 5; i++) {
            assertThat(follow(evidence(WRONG_PASSWORD))).isEqualTo(WRONG);
        }

        assertThat(follow(evidence(PASSWORD))).isEqualTo(INVALID);
        assertThat(follow(evidence(owner))).isEqualTo(INVALID);
        assertThat(isDone()).isFalse();
        gatehouse.ports().clock().advance(Duration.ofSeconds(1));
        token = nextToken();
        assertThat(follow(evidence(PASSWORD))).isEqualTo(DONE);
    }

    @Test
    void theFifthPasswordMayBeTheRightOne() {
        for (var i = 0; i < 4; i++) {
            assertThat(follow(evidence(WRONG_PASSWORD))).isEqualTo(WRONG);
        }

        assertThat(follow(evidence(PASSWORD))).isEqualTo(DONE);
        assertThat(gatehouse.rows().failedAttempts()).isZero();
    }

    @Test
    @Tag("ASVS-6.3.1")
    void aWrongPasswordCountsAsOneOfASignedInUserAndIsAudited() {
        for (var i = 0; i < 3; i++) {
            follow(evidence(WRONG_PASSWORD));
        }
        assertThat(gatehouse.audited()).endsWith("password_check_failed");
        for (var i = 0; i < 2; i++) {
            assertThat(confirmPassword(WRONG_PASSWORD)).isEqualTo(WRONG);
        }

        assertThat(confirmPassword(PASSWORD)).isEqualTo(TOO_MANY_ATTEMPTS);
        assertThat(follow(evidence(PASSWORD))).isEqualTo(TOO_MANY_ATTEMPTS);
        assertThat(follow(evidence(PASSWORD))).isEqualTo(TOO_MANY_ATTEMPTS);
        gatehouse.ports().clock().advance(Duration.ofSeconds(1));
        assertThat(follow(evidence(PASSWORD))).as("what had to wait was no try").isEqualTo(DONE);
    }

    @Test
    void withoutAPasswordThereIsNoTry() {
        for (var i = 0; i < 6; i++) {
            assertThat(follow(noEvidence())).isEqualTo(Reason.PROOF_REQUIRED.name());
        }

        assertThat(gatehouse.audited()).doesNotContain("password_check_failed");
        assertThat(follow(evidence(PASSWORD))).isEqualTo(DONE);
    }

    private String nextToken() {
        gatehouse.deliverMails();
        if (link == Link.VERIFY) {
            gatehouse.useCases().resendVerification().resend(account.email());
            return gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL);
        }
        gatehouse.useCases().requestEmailChange().request(owner, gatehouse.proof(owner), newEmail, Samples.CLIENT);
        return gatehouse.deliverMails().stream()
                .filter(sent -> sent.mail().to().equals(newEmail.address()))
                .map(SentMail::token)
                .map(Objects::requireNonNull)
                .findFirst()
                .orElseThrow();
    }

    private String follow(Evidence evidence) {
        var useCases = gatehouse.useCases();
        return Outcomes.of(() -> {
            if (link == Link.VERIFY) {
                useCases.verifyEmail().verify(token, evidence, Samples.CLIENT);
            } else {
                useCases.confirmEmailChange().confirm(token, evidence, Samples.CLIENT);
            }
        });
    }

    private boolean isDone() {
        return link == Link.VERIFY
                ? gatehouse.account(account.email()).orElseThrow().emailVerified()
                : gatehouse.rows().emailChanges().isEmpty()
                        || gatehouse.rows().emailChanges().getFirst().newAgreed();
    }

    private String confirmPassword(Password password) {
        return Outcomes.of(() -> gatehouse.useCases().confirmPassword().confirm(owner, password, Samples.CLIENT));
    }

    private Visitor visitor(String name) {
        return switch (name) {
            case "owner" -> new Visitor.SignedIn(owner);
            case "another" -> {
                var another = gatehouse.register(Samples.freshAddress());
                yield new Visitor.SignedIn(gatehouse.signIn(another.email()));
            }
            case "rejected" -> new Visitor.Rejected();
            default -> new Visitor.Anonymous();
        };
    }

    private static @Nullable Password password(String name) {
        return switch (name) {
            case "right" -> PASSWORD;
            case "wrong" -> WRONG_PASSWORD;
            default -> null;
        };
    }
}
