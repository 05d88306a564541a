package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody can have an address flooded with mails. */
@OnCloud
@Tag("ASVS-2.4.1")
class MailQuotaTest {
    /** The template's default. */
    private static final int QUOTA = 10;

    private final Gatehouse gatehouse;

    MailQuotaTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void whatAnybodyCanAskForGoesOnBeingAnsweredAndIsNotSent() {
        var person = gatehouse.somebody();

        for (var i = 0; i <= QUOTA; i++) {
            gatehouse
                    .post("/api/password/forgot")
                    .json(Map.of("email", person.email()))
                    .expect(202);
        }

        assertThat(mails(person.email(), "reset-password")).isEqualTo(QUOTA);
    }

    @Test
    void whoSendsMailsIsToldWhenToGoOn() {
        var mailer = gatehouse.somebodyWithRole("mailer");
        var to = freshAddress();
        for (var i = 0; i < QUOTA; i++) {
            send(mailer.token(), to).expect(202);
        }

        var refused = send(mailer.token(), to).problem(429, "rate_limited");

        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 3600);
        send(mailer.token(), freshAddress()).expect(202);
    }

    @Test
    @Tag("ASVS-6.3.5")
    void nobodyUsesUpTheOwnersResets() {
        var person = gatehouse.somebodyVerified();
        for (var i = 0; i <= QUOTA; i++) {
            gatehouse
                    .post("/api/email/resend")
                    .json(Map.of("email", person.email()))
                    .expect(202);
        }

        gatehouse
                .post("/api/password/forgot")
                .json(Map.of("email", person.email()))
                .expect(202);

        assertThat(mails(person.email(), "reset-password")).isEqualTo(1);
    }

    @Test
    void theAttemptToRegisterAnAddressAgainAndAgainIsToldOnce() {
        var person = gatehouse.somebodyVerified();
        var stranger = gatehouse.somebody();
        for (var i = 0; i < 3; i++) {
            gatehouse
                    .post("/api/email/change")
                    .bearer(stranger.token())
                    .json(Map.of("newEmail", person.email(), "password", PASSWORD))
                    .expect(202);
        }

        assertThat(mails(person.email(), "account-exists")).isEqualTo(1);
    }

    @Test
    void aLoopThatChangesThePasswordDoesNotFloodAnUnverifiedAddress() {
        var person = gatehouse.somebody();
        var passwords = List.of(PASSWORD, "eleven herons over quiet water");
        for (var i = 0; i < 12; i++) {
            gatehouse
                    .post("/api/password/change")
                    .bearer(person.token())
                    .json(Map.of("currentPassword", passwords.get(i % 2), "newPassword", passwords.get((i + 1) % 2)))
                    .expect(204);
        }

        assertThat(mails(person.email(), "password-changed")).isEqualTo(QUOTA);
        gatehouse
                .post("/api/password/change")
                .bearer(person.token())
                .json(Map.of("currentPassword", PASSWORD, "newPassword", PASSWORD))
                .problem(400, "validation_failed");
    }

    private Call send(String token, String to) {
        return gatehouse.post("/api/send-email").bearer(token).json(Map.of("template", "welcome", "to", to));
    }

    private long mails(String email, String template) {
        return gatehouse.allMailsTo(email).stream()
                .filter(mail -> mail.path("template").asString().equals(template))
                .count();
    }
}
