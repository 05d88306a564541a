package io.gatehouse.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Gatehouse on a running local cloud, as its clients and its operators see it. */
public record Gatehouse(LocalCloud cloud) {
    public static final String PASSWORD = "a lantern beside seven rivers";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern TOKEN = Pattern.compile("\\?token=([\\w-]+)");

    /** What a Lambda invocation gave back. */
    public record Invocation(JsonNode payload, boolean failed) {}

    /** An account with the token of a fresh login. */
    public record Person(String id, String email, String password, String token) {
        public String path() {
            return "/api/user/" + id;
        }
    }

    public Call get(String path) {
        return call("GET", path);
    }

    public Call post(String path) {
        return call("POST", path);
    }

    public Call call(String method, String path) {
        return new Call(cloud.api(), method, path);
    }

    /** An address that nobody has yet. */
    public static String freshAddress() {
        return "person-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "@example.com";
    }

    public Call register(String email, String password) {
        return post("/api/register").json(Map.of("email", email, "password", password));
    }

    public Call login(String email, String password) {
        return post("/api/login").json(Map.of("email", email, "password", password));
    }

    public Call refresh(String refreshToken) {
        return post("/api/token/refresh").json(Map.of("refreshToken", refreshToken));
    }

    /** Registers somebody new and logs in. */
    public Person somebody() {
        var email = freshAddress();
        var id = register(email, PASSWORD).expect(201).at("/id");
        return new Person(
                id, email, PASSWORD, login(email, PASSWORD).expect(200).at("/token"));
    }

    /** As {@link #somebody}, with a verified address. */
    public Person somebodyVerified() {
        var person = somebody();
        post("/api/email/verify")
                .bearer(person.token())
                .json(Map.of("token", tokenTo(person.email(), "welcome")))
                .expect(204);
        return person;
    }

    /** All mails to an address, once every one that was asked for is sent: what is missing then never comes. */
    public List<JsonNode> allMailsTo(String email) {
        await().atMost(Duration.ofMinutes(2)).until(() -> unsentMails(email) == 0);
        return mailsTo(email);
    }

    private long unsentMails(String email) throws SQLException {
        try (var connection = cloud.database();
                var query = connection.prepareStatement(
                        "SELECT count(*) FROM mails WHERE sent_at IS NULL AND recipient = ?")) {
            query.setString(1, email);
            var count = query.executeQuery();
            count.next();
            return count.getLong(1);
        }
    }

    /** Waits until the cache answers for a person. */
    public void awaitCached(Person person) {
        await().until(() -> get(person.path())
                .bearer(person.token())
                .expect(200)
                .header("x-cache")
                .equals("hit"));
    }

    public Person somebodyWithRole(String role) {
        var person = somebodyVerified();
        operate("grant", person.email(), role);
        return person;
    }

    /** Does what {@code scripts/user ACTION EMAIL [ROLE]} does. */
    public void operate(String action, String email, String... role) {
        var event = role.length == 0
                ? Map.of("action", action, "email", email)
                : Map.of("action", action, "email", email, "role", role[0]);
        var result = invoke("AccountFunction", Checkout.JSON.valueToTree(event));
        assertThat(result.failed())
                .as("%s %s: %s", action, email, result.payload())
                .isFalse();
    }

    /** Invokes a function by its logical id. */
    public Invocation invoke(String function, JsonNode event) {
        var answer = new Call(cloud.console(), "POST", "/2015-03-31/functions/" + function + "/invocations")
                .json(event.toString())
                .expect(200);
        return new Invocation(
                answer.json(), !answer.header("x-amz-function-error").isEmpty());
    }

    /** The mails that an address has got, newest first. */
    public List<JsonNode> mailsTo(String email) {
        var query = "/mail?to=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
        return new Call(cloud.console(), "GET", query)
                .expect(200)
                .json()
                .valueStream()
                .toList();
    }

    /** The newest mail of this template that an address has got, once there is one. */
    public JsonNode mailTo(String email, String template) {
        return await().until(
                        () -> mailsTo(email).stream()
                                .filter(mail -> mail.path("template").asString().equals(template))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The token in the link of the newest mail of this template that an address has got, once there is one. */
    public String tokenTo(String email, String template) {
        return TOKEN.matcher(mailTo(email, template).path("text").asString())
                .results()
                .map(link -> link.group(1))
                .findFirst()
                .orElseThrow();
    }
}
