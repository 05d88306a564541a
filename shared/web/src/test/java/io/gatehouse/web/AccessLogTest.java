package io.gatehouse.web;

import static io.gatehouse.web.testing.Gateway.get;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.post;
import static io.gatehouse.web.testing.Gateway.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.web.testing.Gateway;
import io.gatehouse.web.testing.TestApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class AccessLogTest {
    private final LogOutput log = new LogOutput();

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    @Tag("ASVS-16.2.1")
    void requestIsLoggedInOneLineWithTheseFields() {
        Gateway.answer(get(), _ -> Response.ok("fine"));
        assertThat(log.lines()).hasSize(1);
        var line = json(log.lines().getFirst());
        assertThat(line.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.]\\d+Z");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("logger").asText()).isEqualTo("access");
        assertThat(line.path("message").asText()).isEqualTo("GET");
        assertThat(line.path("route").asText()).isEqualTo("GET /api/user/{id}");
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("millis").isIntegralNumber()).isTrue();
        assertThat(line.path("ip").asText()).isEqualTo("203.0.113.17");
        assertThat(line.path("requestId").asText()).isEqualTo("Uk705hRwFiAEJtg=");
        assertThat(line.path("traceId").asText()).isEqualTo("Root=1-6b04aa9c-6f1c2a90b7d34e58a1c0f2d8");
        assertThat(line.size()).as("no field without a use").isEqualTo(10);
    }

    @Test
    @Tag("ASVS-16.3.1")
    void refusalIsLoggedByItsCode() {
        Gateway.answer(get(), _ -> {
            throw new Refused(Reason.INVALID_CREDENTIALS);
        });
        assertThat(log.lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(json(line).path("requestId").asText()).isEqualTo("Uk705hRwFiAEJtg="));
        assertThat(json(log.lines().getFirst()).path("code").asText()).isEqualTo("invalid_credentials");
        assertThat(json(log.lines().getLast()).path("status").asInt()).isEqualTo(401);
    }

    @Test
    @Tag("ASVS-16.3.4")
    void bugIsLoggedWithItsCauseAndOutageWithItsDependency() {
        Gateway.answer(get(), _ -> {
            throw new IllegalStateException("the cause");
        });
        assertThat(json(log.lines().getFirst()).path("level").asText()).isEqualTo("ERROR");
        assertThat(json(log.lines().getFirst()).path("stack_trace").asText()).contains("the cause");
        Gateway.answer(get(), _ -> {
            throw new Unavailable("database");
        });
        assertThat(log.text()).contains("\"dependency\":\"database\"");
    }

    @Test
    @Tag("ASVS-16.4.1")
    void headersCannotForgeALine() {
        var forged = "x\r\n{\"level\":\"INFO\",\"message\":\"forged\"}\u2028\u0085\n";
        var event = with(with(get(), "user-agent", forged), "x-amzn-trace-id", forged);
        Gateway.answer(event, request -> {
            LoggerFactory.getLogger(AccessLogTest.class)
                    .atInfo()
                    .addKeyValue("userAgent", request.client().userAgent())
                    .log(forged);
            return Response.ok("fine");
        });
        assertThat(log.text().chars().filter(c -> c == '\n' || c == '\r')).hasSize(2);
        assertThat(log.lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(json(line).path("requestId").asText()).isEqualTo("Uk705hRwFiAEJtg="));
        assertThat(json(log.lines().getLast()).path("traceId").asText()).isEqualTo(forged);
    }

    static List<String> bodiesWithACanary() {
        return List.of(
                "{\"email\":\"canary@example.com\",\"password\":\"canary\"}",
                "{\"email\":\"canary\",\"password\":\"canary\"}",
                "{\"email\":[\"canary\"],\"password\":{\"canary\":\"canary\"}}",
                "{\"email\":\"canary\\u0000\",\"canary\":\"canary\"}",
                "{\"email\":\"canary@example.com\",\"email\":\"canary\"}",
                "{\"email\":canary}",
                "{\"email\":\"canary",
                "[\"canary\"]");
    }

    @ParameterizedTest
    @MethodSource("bodiesWithACanary")
    @Tag("ASVS-16.2.5")
    void bodiesAreNotLogged(String body) {
        Gateway.answer(post(body), AccessLogTest::login);
        var base64 = post(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        base64.setIsBase64Encoded(true);
        Gateway.answer(base64, AccessLogTest::login);
        assertThat(log.lines()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(log.text()).doesNotContain("canary");
    }

    @Test
    @Tag("ASVS-16.2.5")
    void tokensAndAddressesAreNotLogged() {
        var gatehouse = new TestApi();
        var token = gatehouse.tokenOf(gatehouse.signUp());
        var function = gatehouse.signedIn((_, caller) -> {
            throw new IllegalStateException(caller.account().email() + " has caused a bug");
        });
        Gateway.answer(with(get(), "authorization", "Bearer " + token), function);
        Gateway.answer(with(get(), "authorization", "Bearer canary"), function);
        Gateway.answer(with(get(), "authorization", "Basic canary"), function);
        assertThat(log.text()).contains("has caused a bug").doesNotContain("canary", token, "ada@example.com");
    }

    private static Response login(Request request) {
        var password = request.body(fields -> {
            fields.required("email", EmailAddress::parse);
            return fields.required("password", Password::parse);
        });
        throw new BugAbout(password);
    }

    /** A bug that speaks of the password, as far as the password lets it. */
    private static final class BugAbout extends RuntimeException {
        BugAbout(Password password) {
            super("a bug about " + password, new InvalidValue("too_short", "It is too short."));
        }
    }
}
