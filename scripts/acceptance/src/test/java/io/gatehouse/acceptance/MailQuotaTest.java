package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody can have an address flooded with mails. */
@OnCloud
@Tag("ASVS-2.4.1")
class MailQuotaTest {
    /** The template's default. */
    private static final int QUOTA = 10;
    /** Many mails, and others send theirs. */
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

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

        awaitTheQuotaAndNoMore(person.email(), "reset-password");
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
    void signInsFromNewDevicesAreNotToldForEver() {
        var person = gatehouse.somebody();
        for (var i = 0; i <= QUOTA; i++) {
            gatehouse.login(person.email(), PASSWORD).expect(200);
        }

        awaitTheQuotaAndNoMore(person.email(), "new-device");
    }

    @Test
    @Tag("ASVS-6.3.5")
    void nobodyKeepsBackTheNewsOfASignInByAskingForOtherMails() {
        var person = gatehouse.somebody();
        for (var i = 0; i < QUOTA; i++) {
            gatehouse
                    .post("/api/password/forgot")
                    .json(Map.of("email", person.email()))
                    .expect(202);
        }

        gatehouse.login(person.email(), PASSWORD).expect(200);

        awaitMails(person.email(), "new-device", 1);
    }

    private Call send(String token, String to) {
        return gatehouse.post("/api/send-email").bearer(token).json(Map.of("template", "welcome", "to", to));
    }

    private void awaitTheQuotaAndNoMore(String email, String template) {
        awaitMails(email, template, QUOTA);
        awaitMails(gatehouse.somebody().email(), "welcome", 1); // before which one more would have come
        assertThat(mails(email, template)).isEqualTo(QUOTA);
    }

    private void awaitMails(String email, String template, int count) {
        await().atMost(A_MINUTE).until(() -> mails(email, template) == count);
    }

    private long mails(String email, String template) {
        return gatehouse.mailsTo(email).stream()
                .filter(mail -> mail.path("template").asString().equals(template))
                .count();
    }
}
