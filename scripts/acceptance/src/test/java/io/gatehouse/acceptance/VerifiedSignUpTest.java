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
    private static final String STRANGERS = "nine lighthouses against the wind";

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

    /** Whoever registers an address last, and by whichever link: its owner chooses the password. */
    @Test
    @Tag("ASVS-6.3.4")
    void aStrangerWhoRegistersTheSameAddressGainsNothing() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(202);
        var first = gatehouse.tokenTo(email, "verify-email");
        gatehouse.register(email, STRANGERS).expect(202);
        await().until(() -> !gatehouse.tokenTo(email, "verify-email").equals(first));
        var second = gatehouse.tokenTo(email, "verify-email");
        gatehouse.post("/api/email/resend").json(Map.of("email", email)).expect(202);
        await().until(() -> !gatehouse.tokenTo(email, "verify-email").equals(second));
        var newest = gatehouse.tokenTo(email, "verify-email");
        gatehouse.login(email, STRANGERS).problem(403, "email_not_verified");

        verify(newest, PASSWORD).expect(204);

        gatehouse.login(email, STRANGERS).problem(401, "invalid_credentials");
        gatehouse.login(email, PASSWORD).expect(200);
        for (var token : List.of(first, second, newest)) {
            verify(token, STRANGERS).problem(400, "invalid_or_expired_token");
        }
    }

    @Test
    @Tag("ASVS-6.3.4")
    void theOwnerChoosesThePasswordOfAnAccountThatAStrangerRegisteredFirst() {
        var email = freshAddress();
        gatehouse.register(email, STRANGERS).expect(202);

        verify(gatehouse.tokenTo(email, "verify-email"), PASSWORD).expect(204);

        gatehouse.login(email, STRANGERS).problem(401, "invalid_credentials");
        gatehouse.login(email, PASSWORD).expect(200);
    }

    @Test
    void aLinkWithoutAPasswordOrWithARefusedOneStaysGood() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(202);
        var token = gatehouse.tokenTo(email, "verify-email");

        gatehouse.post("/api/email/verify").json(Map.of("token", token)).problem(403, "proof_required");
        for (var refused : List.of("", "short", email)) {
            assertThat(verify(token, refused)
                            .problem(400, "validation_failed")
                            .json()
                            .path("errors")
                            .findValuesAsString("field"))
                    .containsExactly("password");
        }

        verify(token, PASSWORD).bearer("no.real.token").expect(204);
    }

    /** A stranger's account that asks for a change to the address of another. */
    @Test
    @Tag("ASVS-7.5.1")
    void theOwnersClickDoesNotGiveTheAddressToAStrangersAccount() {
        var strangers = freshAddress();
        gatehouse.register(strangers, STRANGERS).expect(202);
        verify(gatehouse.tokenTo(strangers, "verify-email"), STRANGERS).expect(204);
        var stranger = gatehouse.login(strangers, STRANGERS).expect(200);
        var victims = freshAddress();
        gatehouse
                .post("/api/email/change")
                .bearer(stranger.at("/token"))
                .json(Map.of("newEmail", victims, "password", STRANGERS))
                .expect(202);
        confirm(gatehouse.tokenTo(strangers, "confirm-email-change")).expect(200);

        confirm(gatehouse.tokenTo(victims, "confirm-email-change")).problem(403, "proof_required");

        gatehouse.login(victims, STRANGERS).problem(401, "invalid_credentials");
        gatehouse.login(strangers, STRANGERS).expect(200);
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

    /** With {@link Gatehouse#PASSWORD}. */
    private Call verify(String token) {
        return verify(token, PASSWORD);
    }

    private Call verify(String token, String password) {
        return gatehouse.post("/api/email/verify").json(Map.of("token", token, "password", password));
    }

    private Call confirm(String token) {
        return gatehouse.post("/api/email/confirm").json(Map.of("token", token));
    }
}
