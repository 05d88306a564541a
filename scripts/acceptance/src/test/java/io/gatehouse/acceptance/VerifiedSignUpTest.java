package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-up mode {@code verified}, in which nothing tells whether an address has an account. */
@OnCloud({"SignUpMode=verified", "PasswordMinLength=8", "RateLimitPerIp=0", "RateLimitPerUser=0"})
class VerifiedSignUpTest {
    private static final String ANOTHER = "eleven herons over quiet water";

    private final Gatehouse gatehouse;

    VerifiedSignUpTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void anAccountIsMadeWhenItsAddressIsVerified() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(202);
        gatehouse.login(email, PASSWORD).problem(403, "email_not_verified");
        gatehouse.login(email, ANOTHER).problem(401, "invalid_credentials");

        verify(gatehouse.tokenTo(email, "verify-email")).expect(204);

        var session = gatehouse.login(email, PASSWORD).expect(200);
        var user = gatehouse
                .get("/api/user/" + session.at("/user/id"))
                .bearer(session.at("/token"))
                .expect(200);
        assertThat(user.at("/email")).isEqualTo(email);
        assertThat(user.at("/emailVerified")).isEqualTo("true");
    }

    @Test
    void theRegistrationWhoseLinkIsUsedCounts() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(202);
        var first = gatehouse.tokenTo(email, "verify-email");
        gatehouse.register(email, ANOTHER).expect(202);

        verify(first).expect(204);

        gatehouse.login(email, ANOTHER).problem(401, "invalid_credentials");
        gatehouse.login(email, PASSWORD).expect(200);
        verify(first).problem(400, "invalid_or_expired_token");
    }

    @Test
    void theLinkIsSentAgainOnRequest() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(202);
        var first = gatehouse.tokenTo(email, "verify-email");

        gatehouse.post("/api/email/resend").json(Map.of("email", email)).expect(202);

        await().until(() -> !gatehouse.tokenTo(email, "verify-email").equals(first));
        verify(gatehouse.tokenTo(email, "verify-email")).expect(204);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void whoHasAnAccountHearsThatAnotherWasAskedFor() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(202);
        verify(gatehouse.tokenTo(email, "verify-email")).expect(204);

        gatehouse.register(email, ANOTHER).expect(202);

        assertThat(gatehouse.mailTo(email, "account-exists").path("text").asString())
                .doesNotContain("token=");
        gatehouse.login(email, PASSWORD).expect(200);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void whoeverRegistersAndSignsInIsNotToldWhetherThereIsAnAccount() {
        var taken = freshAddress();
        gatehouse.register(taken, PASSWORD).expect(202);
        verify(gatehouse.tokenTo(taken, "verify-email")).expect(204);

        for (var email : List.of(taken, freshAddress())) {
            gatehouse.register(email, ANOTHER).expect(202);
            gatehouse.login(email, ANOTHER).problem(403, "email_not_verified");
            gatehouse.login(email, PASSWORD + "!").problem(401, "invalid_credentials");
        }
    }

    @Test
    @Tag("ASVS-6.3.8")
    void aFreeAndATakenAddressGetTheSameAnswer() {
        var email = freshAddress();
        var free = gatehouse.register(email, PASSWORD).expect(202);
        verify(gatehouse.tokenTo(email, "verify-email")).expect(204);

        var taken = gatehouse.register(email, PASSWORD).expect(202);

        assertThat(free.text()).isEqualTo("{\"status\":\"pending\"}");
        assertThat(taken.text()).isEqualTo(free.text());
        assertThat(taken.headers().map().keySet())
                .isEqualTo(free.headers().map().keySet());
    }

    @Test
    @Tag("Idempotency-Key-draft-07")
    void aRegistrationThatIsRepeatedStaysPending() {
        var email = freshAddress();

        var first = gatehouse.register(email, PASSWORD).key(email).expect(202);
        var again = gatehouse.register(email, PASSWORD).key(email).expect(202);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    }

    @Test
    void anInvalidRegistrationIsStillRefused() {
        gatehouse.register("nobody", PASSWORD).problem(400, "validation_failed");
    }

    @Test
    void theShortestPasswordIsTheDeploymentsChoice() {
        gatehouse.register(freshAddress(), "rv7 kX2q").expect(202);
        gatehouse.register(freshAddress(), "rv7 kX2").problem(400, "validation_failed");
    }

    private Call verify(String token) {
        return gatehouse.post("/api/email/verify").json(Map.of("token", token));
    }
}
