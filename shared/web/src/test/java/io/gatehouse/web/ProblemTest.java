package io.gatehouse.web;

import static io.gatehouse.web.Gateway.answer;
import static io.gatehouse.web.Gateway.get;
import static io.gatehouse.web.Gateway.json;
import static io.gatehouse.web.Gateway.post;
import static io.gatehouse.web.Gateway.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("RFC-9457")
class ProblemTest {

    @Test
    void aProblemHasExactlyTheMembersOfTheContract() {
        var answer = refusal(Refused.Reason.INVALID_CREDENTIALS);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/problem+json; charset=utf-8");
        assertThat(json(answer)).isEqualTo(json("""
                {"type": "/problems/invalid_credentials", "title": "Wrong e-mail address or password", "status": 401,
                 "detail": "No account has this address and this password.", "instance": "Uk705hRwFiAEJtg=",
                 "code": "invalid_credentials", "error": "Wrong e-mail address or password"}"""));
    }

    @Test
    void invalidFieldsAreListedAndNamed() {
        var answer = read(post("{\"b\":1}"), fields -> fields.required("a", text -> text));
        assertThat(json(answer)).isEqualTo(json("""
                {"type": "/problems/validation_failed", "title": "The request has invalid fields", "status": 400,
                 "detail": "See errors for what to change: a, b.", "instance": "Uk704hRwFiAEJtg=",
                 "code": "validation_failed", "error": "The request has invalid fields",
                 "errors": [{"field": "a", "code": "required", "message": "The field is missing."},
                            {"field": "b", "code": "unknown", "message": "There is no such field."}]}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL_TAKEN, 409",
        "INVALID_CREDENTIALS, 401",
        "ACCOUNT_DISABLED, 403",
        "EMAIL_NOT_VERIFIED, 403",
        "INVALID_TOKEN, 401",
        "FORBIDDEN, 403",
        "USER_NOT_FOUND, 404"
    })
    void whatTheDomainRefusesHasTheStatusOfTheContract(Refused.Reason reason, int status) {
        var answer = refusal(reason);
        assertThat(answer.getStatusCode()).isEqualTo(status);
        assertThat(Gateway.code(answer)).isEqualToIgnoringCase(reason.name());
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonIsAnswered(Refused.Reason reason) {
        assertThat(refusal(reason).getStatusCode()).isBetween(400, 499);
    }

    @Test
    @Tag("RFC-6750")
    void onlyAnInvalidTokenIsAChallenge() {
        assertThat(refusal(Refused.Reason.INVALID_TOKEN).getHeaders().get("WWW-Authenticate"))
                .startsWith("Bearer realm=\"gatehouse\", error=\"invalid_token\"");
        assertThat(refusal(Refused.Reason.INVALID_CREDENTIALS).getHeaders()).doesNotContainKey("WWW-Authenticate");
        assertThat(refusal(Refused.Reason.FORBIDDEN).getHeaders()).doesNotContainKey("WWW-Authenticate");
    }

    @Test
    @Tag("ASVS-16.5.2")
    void aHandlerWaitsForNothingLongerThanWhatIsLeftOf3Seconds() {
        var left = new AtomicReference<Duration>();
        Gateway.answer(Gateway.get(), request -> {
            left.set(TimeBudget.left(Duration.ofHours(1)));
            return Response.ok("answered");
        });
        assertThat(left.get()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    @Tag("ASVS-16.5.1")
    void aDependencyThatIsDownIsA503ToBeRetried() {
        var answer = answer(get(), _ -> {
            throw new Unavailable("database", new SQLException("canary: connection to db.internal refused"));
        });
        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(Gateway.code(answer)).isEqualTo("unavailable");
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "2");
        assertThat(answer.toString()).doesNotContain("canary", "database", "SQLException");
    }

    @Test
    @Tag("ASVS-16.5.1")
    @Tag("ASVS-16.5.4")
    void aBugIsA500WithNothingElseSaid() {
        var answer = answer(get(), _ -> {
            throw new IllegalStateException("canary", new SQLException("canary"));
        });
        assertThat(json(answer)).isEqualTo(json("""
                {"type": "/problems/internal", "title": "Internal error", "status": 500,
                 "detail": "This is our fault; the request id helps us find it.", "instance": "Uk705hRwFiAEJtg=",
                 "code": "internal", "error": "Internal error"}"""));
        assertThat(answer.toString()).doesNotContain("canary", "Exception", "\tat ");
    }

    @Test
    void aValueThatCannotBeWrittenIsABugToo() {
        var loop = new HashMap<String, Object>();
        loop.put("self", Map.of("bean", new Object()));
        assertThat(answer(get(), _ -> Response.ok(loop)).getStatusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeIsStableAndHasATitle(ProblemType type) {
        assertThat(type.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(type.title()).isNotBlank().doesNotEndWith(".");
        assertThat(type.status()).isBetween(400, 503);
    }

    private static APIGatewayV2HTTPResponse refusal(Refused.Reason reason) {
        return answer(get(), _ -> {
            throw new Refused(reason);
        });
    }
}
