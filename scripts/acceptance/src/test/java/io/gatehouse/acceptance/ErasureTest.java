package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Holdings;
import io.gatehouse.acceptance.harness.OnCloud;
import java.net.IDN;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Once an account is deleted, its address stands nowhere: in no table, not in the cache, in no queue, in no line that
 * was ever logged; neither as it was written, nor in any way that it could be found out from.
 */
@OnCloud
@Tag("GDPR-17")
@Tag("ASVS-16.2.5")
class ErasureTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String ANOTHER = "eleven herons over quiet water";

    private final Gatehouse gatehouse;
    private final String name = freshAddress().replaceFirst("(.*)@.*", "Erased+$1");
    private final String former = "former." + name + "@example.com";
    private final String address = name + "@Bücher.example";
    private final String asciiAddress = name + "@" + IDN.toASCII("bücher.example");
    private final String key = asciiAddress.toLowerCase(Locale.ROOT);

    ErasureTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void nothingTellsWhoseAccountItWas() {
        var letter = "letter " + UUID.randomUUID();
        gatehouse.cloud().queue("MailDeadLetterQueue").send(letter);
        gatehouse.register(former, PASSWORD).header("idempotency-key", name).expect(201);
        assertThat(places()).as("the test finds what is there").containsKeys("table accounts", "cache");
        assertThat(placesOf(letter)).as("also in a queue").isNotEmpty();
        var token = lifeOfAnAccount();

        gatehouse
                .call("DELETE", "/api/me")
                .bearer(token)
                .json(Map.of("password", PASSWORD))
                .expect(202);

        await().atMost(A_MINUTE).until(() -> mails().contains("account-deleted"));
        await().atMost(A_MINUTE).untilAsserted(() -> assertThat(places()).isEmpty());
        gatehouse.login(address, PASSWORD).problem(401, "invalid_credentials");
        post("/api/password/forgot", Map.of("email", address)).expect(202);
        assertThat(places()).as("after a stranger has tried it").isEmpty();
    }

    /** Does with an account what can be done with one. Returns the last access token. */
    private String lifeOfAnAccount() {
        gatehouse.register(former, PASSWORD).header("idempotency-key", name).expect(201);
        gatehouse.register(former, PASSWORD).problem(409, "email_taken");
        post("/api/email/verify", Map.of("token", gatehouse.tokenTo(former, "welcome"), "password", PASSWORD))
                .expect(204);
        post("/api/email/resend", Map.of("email", former)).expect(202);
        move(gatehouse.login(former, PASSWORD).expect(200).at("/token"), address)
                .expect(202);
        confirm(gatehouse.tokenTo(former, "confirm-email-change"));
        confirm(gatehouse.tokenTo(asciiAddress, "confirm-email-change"));
        changePasswords();
        var signedIn = signIn();
        use(signedIn.at("/token"), signedIn.at("/user/id"));
        move(signedIn.at("/token"), "next." + address).expect(202);
        move(gatehouse.somebody().token(), address).expect(202);
        return signedIn.at("/token");
    }

    private void changePasswords() {
        post("/api/password/forgot", Map.of("email", address)).expect(202);
        var token = gatehouse.tokenTo(asciiAddress, "reset-password");
        post("/api/password/reset", Map.of("token", token, "password", ANOTHER)).expect(204);
        post("/api/password/forgot", Map.of("email", address)).expect(202);
        gatehouse
                .post("/api/password/change")
                .bearer(gatehouse.login(address, ANOTHER).expect(200).at("/token"))
                .json(Map.of("currentPassword", ANOTHER, "newPassword", PASSWORD))
                .expect(204);
    }

    private Answer signIn() {
        gatehouse.login(address, ANOTHER).problem(401, "invalid_credentials");
        var first = gatehouse.login(address.toUpperCase(Locale.ROOT), PASSWORD).expect(200);
        var device = Map.of("email", address, "password", ANOTHER, "deviceToken", first.at("/deviceToken"));
        post("/api/login", device).problem(401, "invalid_credentials");
        var second = gatehouse.login(address, PASSWORD).expect(200);
        return post("/api/token/refresh", Map.of("refreshToken", second.at("/refreshToken")))
                .expect(200);
    }

    private void use(String token, String id) {
        gatehouse.get("/api/user/" + id).bearer(token).expect(200);
        gatehouse
                .call("PATCH", "/api/me")
                .bearer(token)
                .json(Map.of("displayName", address))
                .expect(200);
        gatehouse.get("/api/me").bearer(token).expect(200);
        gatehouse.get("/api/sessions").bearer(token).expect(200);
        notify(Map.of("template", "notice", "to", address, "variables", Map.of("title", address, "message", key)));
        notify(Map.of("template", "notice", "userId", id, "variables", Map.of("title", address, "message", key)));
        gatehouse
                .call("DELETE", "/api/me")
                .bearer(token)
                .json(Map.of("password", ANOTHER))
                .problem(403, "wrong_password");
    }

    private void notify(Map<String, ?> mail) {
        post("/api/send-email", mail)
                .bearer(gatehouse.somebodyWithRole("mailer").token())
                .header("idempotency-key", name)
                .expect(202);
    }

    private Call move(String token, String to) {
        return post("/api/email/change", Map.of("newEmail", to, "password", PASSWORD))
                .bearer(token)
                .header("idempotency-key", to.replaceFirst("@.*", ""));
    }

    private void confirm(String token) {
        post("/api/email/confirm", Map.of("token", token, "password", PASSWORD)).expect(200);
    }

    private Call post(String path, Map<String, ?> body) {
        return gatehouse.post(path).json(body);
    }

    /** The templates of the mails that the address has got. */
    private List<String> mails() {
        return gatehouse.mailsTo(asciiAddress).stream()
                .map(mail -> mail.path("template").asString())
                .toList();
    }

    private Map<String, String> places() {
        var spellings = Stream.of(address, key, former, name).flatMap(ErasureTest::spellings);
        return placesOf(spellings.toArray(String[]::new));
    }

    private Map<String, String> placesOf(String... texts) {
        return new Holdings(gatehouse.cloud()).placesOf(List.of(texts));
    }

    /** A text as it is, and as it can be encoded or hashed without a key. */
    private static Stream<String> spellings(String text) {
        var bytes = text.getBytes(UTF_8);
        var base64 = IntStream.range(0, 3).mapToObj(before -> base64(bytes, before));
        var hash = sha256(bytes);
        return Stream.of(
                        Stream.of(
                                text,
                                URLEncoder.encode(text, UTF_8),
                                HexFormat.of().formatHex(bytes)),
                        Stream.of(HexFormat.of().formatHex(hash), base64(hash, 0)),
                        base64)
                .flatMap(spellings -> spellings)
                .flatMap(spelling ->
                        Stream.of(spelling, spelling.replace('+', '-').replace('/', '_')));
    }

    /** What stands in base64 for these bytes, so many bytes after the beginning of what is encoded. */
    private static String base64(byte[] bytes, int before) {
        var after = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, after, before, bytes.length);
        var encoded = Base64.getEncoder().withoutPadding().encodeToString(after);
        return encoded.substring((before * 8 + 5) / 6, after.length * 8 / 6);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
