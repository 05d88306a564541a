package io.gatehouse.web;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.get;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.post;
import static io.gatehouse.web.testing.Gateway.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("RFC-9457")
class ProblemTest {

    @Test
    void problemHasTheMembersOfTheContract() {
        var answer = refusal(Reason.INVALID_CREDENTIALS);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/problem+json; charset=utf-8");
        assertThat(json(answer)).isEqualTo(json("""
                {"type": "https://api.example.com/problems/invalid_credentials", "title": "Wrong e-mail address or password", "status": 401,
                 "detail": "No account has this address and this password. The answer never says which of the two is wrong. Let the user try again or reset the password.", "instance": "Uk705hRwFiAEJtg=",
                 "code": "invalid_credentials", "error": "Wrong e-mail address or password"}"""));
    }

    @Test
    void invalidFieldsAreListedAndNamed() {
        var answer = read(post("{\"b\":1}"), fields -> fields.required("a", text -> text));
        assertThat(json(answer)).isEqualTo(json("""
                {"type": "https://api.example.com/problems/validation_failed", "title": "The request has invalid fields", "status": 400,
                 "detail": "Correct these fields: a, b.", "instance": "Uk704hRwFiAEJtg=",
                 "code": "validation_failed", "error": "The request has invalid fields",
                 "errors": [{"field": "a", "code": "required", "message": "The field is missing."},
                            {"field": "b", "code": "unknown", "message": "This field is unknown."}]}"""));
    }

    @Test
    void everyReasonHasTheStatusAndCodeOfTheContract() {
        assertThat(Arrays.stream(Reason.values())
                        .map(ProblemTest::refusal)
                        .map(answer -> answer.getStatusCode() + " " + code(answer)))
                .containsExactly(
                        "400 invalid_header",
                        "400 invalid_json",
                        "400 validation_failed",
                        "400 invalid_or_expired_token",
                        "401 missing_token",
                        "401 invalid_token",
                        "401 invalid_refresh_token",
                        "401 invalid_credentials",
                        "403 forbidden",
                        "403 wrong_password",
                        "403 proof_required",
                        "403 account_disabled",
                        "403 email_not_verified",
                        "404 not_found",
                        "404 user_not_found",
                        "404 session_not_found",
                        "409 email_taken",
                        "409 idempotency_in_progress",
                        "412 precondition_failed",
                        "413 body_too_large",
                        "415 unsupported_media_type",
                        "422 idempotency_key_reused",
                        "429 rate_limited",
                        "500 internal",
                        "503 unavailable");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("RFC-6750")
    void every401HasAChallengeAndNothingElseHas(Reason reason) {
        var answer = refusal(reason);
        var challenge = answer.getHeaders().get("WWW-Authenticate");
        if (reason == Reason.INVALID_TOKEN) {
            assertThat(challenge).startsWith("Bearer realm=\"gatehouse\", error=\"invalid_token\"");
        } else {
            assertThat(challenge).isEqualTo(answer.getStatusCode() == 401 ? "Bearer realm=\"gatehouse\"" : null);
        }
    }

    @Test
    @Tag("ASVS-16.5.2")
    void handlerHasATimeBudgetBelow3Seconds() {
        var left = new AtomicReference<Duration>();
        answer(get(), _ -> Response.ok("warm"));
        answer(get(), _ -> {
            left.set(TimeBudget.left(Duration.ofHours(1)));
            return Response.ok("answered");
        });
        assertThat(left.get()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    @Tag("ASVS-16.5.1")
    void outageIsAnsweredBy503WithRetryAfter() {
        var answer = answer(get(), _ -> {
            throw new Unavailable("database", new SQLException("canary: connection to db.internal refused"));
        });
        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("unavailable");
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "2");
        assertThat(answer.toString()).doesNotContain("canary", "database", "SQLException");
    }

    @Test
    @Tag("ASVS-16.5.1")
    @Tag("ASVS-16.5.4")
    void bugIsAnsweredBy500WithoutDetails() {
        var answer = answer(get(), _ -> {
            throw new IllegalStateException("canary", new SQLException("canary"));
        });
        assertThat(json(answer)).isEqualTo(json("""
                {"type": "https://api.example.com/problems/internal", "title": "Internal error", "status": 500,
                 "detail": "This is a bug in the service. Report it together with the request id in instance.", "instance": "Uk705hRwFiAEJtg=",
                 "code": "internal", "error": "Internal error"}"""));
        assertThat(answer.toString()).doesNotContain("canary", "Exception", "\tat ");
    }

    @Test
    void valueThatCannotBeWrittenIsABug() {
        var loop = new HashMap<String, Object>();
        loop.put("self", Map.of("bean", new Object()));
        assertThat(answer(get(), _ -> Response.ok(loop)).getStatusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @EnumSource
    void reasonHasATitleAnExplanationAndAdvice(Reason reason) {
        assertThat(reason.title()).isNotBlank().doesNotEndWith(".");
        assertThat(reason.explanation()).endsWith(".");
        assertThat(reason.advice()).endsWith(".");
    }

    private static APIGatewayV2HTTPResponse refusal(Reason reason) {
        return answer(get(), _ -> {
            throw new Refused(reason);
        });
    }
}
