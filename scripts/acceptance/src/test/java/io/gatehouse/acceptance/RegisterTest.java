package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnCloud
class RegisterTest {
    private static final int PARALLEL = 50;

    private final Gatehouse gatehouse;

    RegisterTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void aNewAccountIsAnsweredWithItsPlace() {
        var email = freshAddress();

        var answer = gatehouse.register(email, PASSWORD).expect(201);

        assertThat(answer.at("/email")).isEqualTo(email);
        assertThat(answer.header("location")).isEqualTo("/api/user/" + answer.at("/id"));
        assertThat(Instant.parse(answer.at("/createdAt"))).isCloseTo(Instant.now(), within(1, MINUTES));
    }

    @Test
    @Tag("RFC-9562-5.7")
    void idsAreInTheOrderOfRegistration() {
        var first = UUID.fromString(
                gatehouse.register(freshAddress(), PASSWORD).expect(201).at("/id"));
        var second = UUID.fromString(
                gatehouse.register(freshAddress(), PASSWORD).expect(201).at("/id"));

        assertThat(first.version()).isEqualTo(7);
        assertThat(second.toString()).isGreaterThan(first.toString());
    }

    @Test
    void aNewUserGetsExactlyOneWelcomeMail() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(201);

        assertThat(gatehouse.allMailsTo(email))
                .extracting(mail -> mail.path("template").asString())
                .containsExactly("welcome");
    }

    @Test
    void aTakenAddressIsRefused() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(201);

        gatehouse.register(email, PASSWORD).problem(409, "email_taken");
    }

    @Test
    void anAddressIsTheSameInAnyCase() {
        var email = freshAddress();
        gatehouse.register(email.toUpperCase(Locale.ROOT), PASSWORD).expect(201);

        gatehouse.register(email, PASSWORD).problem(409, "email_taken");
        gatehouse.login(email, PASSWORD).expect(200);
    }

    @Test
    void anInternationalDomainIsTheSameInItsAsciiForm() {
        var local = freshAddress().replaceFirst("@.*", "");
        gatehouse.register(local + "@bücher.example", PASSWORD).expect(201);

        gatehouse.register(local + "@xn--bcher-kva.example", PASSWORD).problem(409, "email_taken");
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofFiftyParallelRegistrationsOfOneAddressOneWins() throws Exception {
        gatehouse.register(freshAddress(), PASSWORD).expect(201);
        var email = freshAddress();
        Callable<Integer> registration =
                () -> gatehouse.register(email, PASSWORD).answer().status();

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = pool
                    .invokeAll(
                            Stream.generate(() -> registration).limit(PARALLEL).toList())
                    .stream()
                    .collect(Collectors.groupingBy(Future::resultNow, Collectors.counting()));

            assertThat(statuses).containsExactlyInAnyOrderEntriesOf(Map.of(201, 1L, 409, PARALLEL - 1L));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@",
                "@example.com",
                "ada@@example.com",
                "ada lovelace@example.com",
                "ada@example.com\r\nBcc: all@example.com",
                "ada@-example.com",
                "ada@example..com",
                ".ada@example.com"
            })
    @Tag("ASVS-16.4.1")
    void whatIsNoAddressIsRefused(String email) {
        refuses(gatehouse.register(email, PASSWORD).problem(400, "validation_failed"), "email");
    }

    @Test
    void anAddressMayHave254Characters() {
        var labels = "d".repeat(60) + "." + "e".repeat(60) + "." + "f".repeat(51) + ".com";
        var longest = freshAddress().replaceFirst("@.*", "");
        longest = longest + "x".repeat(64 - longest.length()) + "@" + labels;

        assertThat(longest).hasSizeLessThanOrEqualTo(254);
        gatehouse.register(longest, PASSWORD).expect(201);
        refuses(
                gatehouse.register("a".repeat(200) + "@" + labels, PASSWORD).problem(400, "validation_failed"),
                "email");
    }

    @ParameterizedTest
    @CsvSource({"en, en", "he, he", "he-IL, he-IL", "zh-Hant-TW, zh-Hant-TW", "EN-us, en-US"})
    void aLocaleIsALanguageTag(String tag, String canonical) {
        var email = freshAddress();
        gatehouse
                .post("/api/register")
                .json(Map.of("email", email, "password", PASSWORD, "locale", tag))
                .expect(201);
        var login = gatehouse.login(email, PASSWORD).expect(200);

        var user = gatehouse
                .get("/api/user/" + login.at("/user/id"))
                .bearer(login.at("/token"))
                .expect(200);

        assertThat(user.at("/locale")).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "englishlanguage", "e", "en_US", "en-", "???", "en-US\r\nX: y"})
    void whatIsNoLanguageTagIsRefused(String tag) {
        var answer = gatehouse
                .post("/api/register")
                .json(Map.of("email", freshAddress(), "password", PASSWORD, "locale", tag))
                .problem(400, "validation_failed");

        refuses(answer, "locale");
    }

    private static void refuses(Answer answer, String field) {
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .as(answer::toString)
                .containsExactly(field);
    }
}
