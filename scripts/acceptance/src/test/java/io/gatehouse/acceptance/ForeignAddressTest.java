package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Attacks by a stranger who uses the address of somebody else and waits for the owner's click on a genuine mail. Those
 * on sign-up mode {@code verified} are in {@link VerifiedSignUpTest}.
 */
@OnCloud
@Tag("ASVS-7.5.1")
class ForeignAddressTest {
    private static final String OWNERS = "eleven herons over quiet water";

    private final Gatehouse gatehouse;
    private Person stranger;

    ForeignAddressTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    /** An account with the owner's address and the stranger's password. */
    @BeforeEach
    void aStrangerRegisters() {
        stranger = gatehouse.somebody();
    }

    @Test
    void theOwnersClickDoesNotVerifyAStrangersAccount() {
        var welcome = gatehouse.tokenTo(stranger.email(), "welcome");

        verify(Map.of("token", welcome)).problem(403, "proof_required");
        verify(Map.of("token", welcome, "password", OWNERS)).problem(403, "wrong_password");

        assertThat(isVerified(stranger.token())).isFalse();
    }

    @Test
    void theOwnersOwnAccountDoesNotVerifyAStrangers() {
        var owner = gatehouse.somebody();
        var welcome = gatehouse.tokenTo(stranger.email(), "welcome");

        verify(Map.of("token", welcome)).bearer(owner.token()).problem(403, "proof_required");

        assertThat(isVerified(stranger.token())).isFalse();
    }

    @Test
    void theOwnersAttemptToRegisterAndTheNewestLinkDoNotHelpTheStranger() {
        gatehouse.register(stranger.email(), OWNERS).problem(409, "email_taken");
        gatehouse
                .post("/api/email/resend")
                .json(Map.of("email", stranger.email()))
                .expect(202);
        var newest = gatehouse.tokenTo(stranger.email(), "verify-email");

        verify(Map.of("token", newest)).problem(403, "proof_required");
        verify(Map.of("token", newest, "password", OWNERS)).problem(403, "wrong_password");

        assertThat(isVerified(stranger.token())).isFalse();
    }

    @Test
    void aStrangersAttemptToRegisterDoesNotHinderTheOwner() {
        var owner = stranger; // came first
        gatehouse.register(owner.email(), OWNERS).problem(409, "email_taken");

        verify(Map.of("token", gatehouse.tokenTo(owner.email(), "welcome"), "password", PASSWORD))
                .expect(204);

        assertThat(isVerified(owner.token())).isTrue();
        gatehouse.login(owner.email(), OWNERS).problem(401, "invalid_credentials");
    }

    /** The stranger's session, name, change of address and links are gone; the owner has the account alone. */
    @Test
    void aResetTakesTheAccountFromTheStranger() {
        gatehouse
                .call("PATCH", "/api/me")
                .bearer(stranger.token())
                .json(Map.of("displayName", "The stranger"))
                .expect(200);
        var strangers = freshAddress();
        change(strangers).expect(202);
        var change = gatehouse.tokenTo(strangers, "confirm-email-change");
        var welcome = gatehouse.tokenTo(stranger.email(), "welcome");

        gatehouse
                .post("/api/password/forgot")
                .json(Map.of("email", stranger.email()))
                .expect(202);
        gatehouse
                .post("/api/password/reset")
                .json(Map.of("token", gatehouse.tokenTo(stranger.email(), "reset-password"), "password", OWNERS))
                .expect(204);

        gatehouse.get("/api/me").bearer(stranger.token()).problem(401, "invalid_token");
        gatehouse.login(stranger.email(), PASSWORD).problem(401, "invalid_credentials");
        confirm(Map.of("token", change, "password", PASSWORD)).problem(400, "invalid_or_expired_token");
        verify(Map.of("token", welcome, "password", PASSWORD)).problem(400, "invalid_or_expired_token");
        var owner = gatehouse.login(stranger.email(), OWNERS).expect(200).at("/token");
        assertThat(isVerified(owner)).isTrue();
        assertThat(gatehouse
                        .get("/api/me")
                        .bearer(owner)
                        .expect(200)
                        .json()
                        .path("displayName")
                        .isNull())
                .isTrue();
    }

    /** The stranger has an account of his own and wants the address of the victim for it. */
    @Test
    void theVictimsClickDoesNotGiveTheAddressToAStrangersAccount() {
        var victims = freshAddress();
        change(victims).expect(202);
        var link = gatehouse.tokenTo(victims, "confirm-email-change");

        confirm(Map.of("token", link)).problem(403, "proof_required");
        confirm(Map.of("token", link, "password", OWNERS)).problem(403, "wrong_password");

        assertThat(gatehouse.get("/api/me").bearer(stranger.token()).expect(200).at("/email"))
                .isEqualTo(stranger.email());
        gatehouse.login(victims, PASSWORD).problem(401, "invalid_credentials");
        gatehouse.register(victims, OWNERS).expect(201);
        assertThat(gatehouse.get("/api/me").bearer(stranger.token()).expect(200).at("/email"))
                .isEqualTo(stranger.email());
    }

    private Call change(String newEmail) {
        return gatehouse
                .post("/api/email/change")
                .bearer(stranger.token())
                .json(Map.of("newEmail", newEmail, "password", PASSWORD));
    }

    private Call verify(Map<String, String> body) {
        return gatehouse.post("/api/email/verify").json(body);
    }

    private Call confirm(Map<String, String> body) {
        return gatehouse.post("/api/email/confirm").json(body);
    }

    private boolean isVerified(String token) {
        return gatehouse
                .get("/api/me")
                .bearer(token)
                .expect(200)
                .at("/emailVerified")
                .equals("true");
    }
}
