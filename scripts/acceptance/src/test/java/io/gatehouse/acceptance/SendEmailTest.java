package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnCloud
class SendEmailTest {
    private static final Map<String, String> NOTICE =
            Map.of("title", "Maintenance on Sunday", "message", "The service rests for an hour.");

    private final Gatehouse gatehouse;
    private Person mailer;

    SendEmailTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void logIn() {
        mailer = gatehouse.somebodyWithRole("mailer");
    }

    @Test
    void aNoticeReachesTheAddress() {
        var to = freshAddress();

        var queued = send(Map.of("template", "notice", "to", to, "variables", NOTICE))
                .expect(202);

        assertThat(queued.at("/status")).isEqualTo("queued");
        var mail = mailTo(to);
        assertThat(mail.path("template").asString()).isEqualTo("notice");
        assertThat(mail.path("subject").asString()).isEqualTo("Maintenance on Sunday");
        assertThat(mail.path("text").asString()).contains("The service rests for an hour.");
        assertThat(mail.path("html").asString())
                .contains("The service rests for an hour.")
                .contains("dir=\"ltr\"");
    }

    @Test
    void aHebrewMailReadsFromRightToLeft() {
        var to = freshAddress();

        send(Map.of("template", "welcome", "to", to, "locale", "he")).expect(202);

        var mail = mailTo(to);
        assertThat(mail.path("html").asString()).contains("dir=\"rtl\"").contains("lang=\"he\"");
        assertThat(mail.path("subject").asString()).containsPattern("\\p{InHebrew}");
        assertThat(mail.path("text").asString()).containsPattern("\\p{InHebrew}");
    }

    @Test
    void aLanguageWithoutTemplatesFallsBackToEnglish() {
        var inJapanese = freshAddress();
        var inEnglish = freshAddress();

        send(Map.of("template", "welcome", "to", inJapanese, "locale", "ja-JP")).expect(202);
        send(Map.of("template", "welcome", "to", inEnglish, "locale", "en")).expect(202);

        assertThat(mailTo(inJapanese).path("subject"))
                .isEqualTo(mailTo(inEnglish).path("subject"));
    }

    @Test
    void anAccountGetsItsMailInItsLanguage() {
        var email = freshAddress();
        var id = gatehouse
                .post("/api/register")
                .json(Map.of("email", email, "password", Gatehouse.PASSWORD, "locale", "he"))
                .expect(201)
                .at("/id");

        send(Map.of("template", "notice", "userId", id, "variables", NOTICE)).expect(202);

        await().until(() -> gatehouse.mailsTo(email).size() == 2);
        assertThat(gatehouse.mailsTo(email))
                .allSatisfy(mail -> assertThat(mail.path("html").asString()).contains("dir=\"rtl\""));
    }

    @Test
    @Tag("ASVS-1.2.1")
    void variablesAreEscapedInHtmlAndPlainInText() {
        var to = freshAddress();
        var message = "<script>alert('x')</script> & <b>\"more\"</b>";

        send(Map.of("template", "notice", "to", to, "variables", Map.of("title", "<i>1 & 2</i>", "message", message)))
                .expect(202);

        var mail = mailTo(to);
        assertThat(mail.path("html").asString())
                .doesNotContain("<script>")
                .doesNotContain("<i>1")
                .contains("&lt;script&gt;");
        assertThat(mail.path("text").asString()).contains(message);
        assertThat(mail.path("subject").asString()).isEqualTo("<i>1 & 2</i>");
    }

    @Test
    void anUnknownTemplateIsRefused() {
        refuses(send(Map.of("template", "invoice", "to", freshAddress())), "template");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-email", "reset-password", "confirm-email-change"})
    void aMailWhoseLinkActsOnAnAccountIsNotSentByHand(String template) {
        var mail = Map.of("template", template, "to", freshAddress(), "variables", Map.of("newEmail", freshAddress()));

        refuses(send(mail), "template");
    }

    @Test
    void aWelcomeThatIsSentByHandHasNoLinkThatActsOnAnAccount() {
        var to = freshAddress();

        send(Map.of("template", "welcome", "to", to)).expect(202);

        assertThat(mailTo(to).toString()).doesNotContain("token=");
    }

    @Test
    void variablesAreExactlyThoseOfTheTemplate() {
        var withMore = Map.of("title", "a", "message", "b", "colour", "red");

        refuses(notice(Map.of()), "variables.title", "variables.message");
        refuses(notice(Map.of("title", "only")), "variables.message");
        refuses(notice(Map.of("message", "only")), "variables.title");
        refuses(notice(withMore), "variables.colour");
        refuses(notice(Map.of("title", 1, "message", "b")), "variables.title");
        refuses(
                send(Map.of("template", "welcome", "to", freshAddress(), "variables", Map.of("title", "none asked"))),
                "variables.title");
        refuses(
                send(Map.of("template", "new-device", "to", freshAddress(), "variables", Map.of("ip", "::1"))),
                "variables.time",
                "variables.userAgent");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        refuses(
                send(Map.of("template", "notice", "to", "bad", "variables", Map.of())),
                "to",
                "variables.title",
                "variables.message");
        refuses(
                send(Map.of("template", "invoice", "to", "bad", "variables", Map.of("title", 1))),
                "template",
                "to",
                "variables.title");
        refuses(send(Map.of("template", "notice", "to", "bad", "variables", "none")), "to", "variables");
    }

    @Test
    void variablesHaveTheirLengths() {
        notice("t".repeat(120), "m".repeat(2_000)).expect(202);
        refuses(notice("t".repeat(121), "m"), "variables.title");
        refuses(notice("t", "m".repeat(2_001)), "variables.message");
        refuses(notice("", ""), "variables.title", "variables.message");
    }

    @Test
    @Tag("ASVS-1.2.1")
    void aTitleCannotAddAHeaderToTheMail() {
        refuses(notice("Hello\r\nBcc: everybody@example.com", "m"), "variables.title");
    }

    @Test
    void aMailHasOneAddressee() {
        var both = Map.of("template", "welcome", "to", freshAddress(), "userId", mailer.id());

        refuses(send(both), "userId");
        send(Map.of("template", "welcome")).problem(400, "validation_failed");
        refuses(send(Map.of("template", "welcome", "to", "nobody")), "to");
        refuses(send(Map.of("template", "welcome", "userId", "nobody")), "userId");
        refuses(send(Map.of("template", "welcome", "to", freshAddress(), "locale", "???")), "locale");
    }

    @Test
    void anAccountThatDoesNotExistGetsNoMail() {
        send(Map.of("template", "welcome", "userId", "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"))
                .problem(404, "user_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "mailer"})
    void bothRolesMaySend(String role) {
        var sender = gatehouse.somebodyWithRole(role);

        gatehouse
                .post("/api/send-email")
                .bearer(sender.token())
                .json(Map.of("template", "welcome", "to", freshAddress()))
                .expect(202);
    }

    @Test
    @Tag("ASVS-8.2.1")
    void aUserWithoutARoleMaySendNothing() {
        var person = gatehouse.somebody();

        gatehouse
                .post("/api/send-email")
                .bearer(person.token())
                .json(Map.of("template", "welcome", "to", person.email()))
                .problem(403, "forbidden");
    }

    private Call notice(String title, String message) {
        return notice(Map.of("title", title, "message", message));
    }

    private Call notice(Map<String, ?> variables) {
        return send(Map.of("template", "notice", "to", freshAddress(), "variables", variables));
    }

    private Call send(Map<String, ?> mail) {
        return gatehouse.post("/api/send-email").bearer(mailer.token()).json(mail);
    }

    private JsonNode mailTo(String address) {
        await().until(() -> !gatehouse.mailsTo(address).isEmpty());
        return gatehouse.mailsTo(address).getFirst();
    }

    private static void refuses(Call call, String... fields) {
        assertThat(call.problem(400, "validation_failed").json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(fields);
    }
}
