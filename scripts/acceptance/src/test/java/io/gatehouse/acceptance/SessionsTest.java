package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What keeps somebody signed in, and what ends it. */
@OnCloud
class SessionsTest {
    private static final String SOME_ID = "019ab2c4-6e7f-7a90-8b1c-3d4e5f607182";

    private final Gatehouse gatehouse;
    private String email;
    private String userPath;

    /** One sign-in of the same person. */
    private record Device(String token, String refreshToken, String deviceToken) {
        static Device of(Answer login) {
            return new Device(login.at("/token"), login.at("/refreshToken"), login.at("/deviceToken"));
        }
    }

    SessionsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void register() {
        email = freshAddress();
        userPath = gatehouse.register(email, PASSWORD).expect(201).header("location");
    }

    @Test
    void aLoginGivesARefreshTokenAndADeviceToken() {
        var login = gatehouse.login(email, PASSWORD).expect(200);

        assertThat(login.json().path("refreshExpiresIn").asInt()).isBetween(604_700, 604_800);
        assertThat(login.at("/refreshToken")).matches("[\\w-]{87}");
        assertThat(login.at("/deviceToken")).isNotEmpty();
    }

    @Test
    @Tag("ASVS-7.4.3")
    void aDeviceTokenEndsWithALogoutOfTheOthers() {
        var device = signIn();
        logout(device).json(Map.of("scope", "others")).expect(204);
        for (var i = 0; i < 5; i++) {
            gatehouse.login(email, "not the right password").problem(401, "invalid_credentials");
        }

        loginFrom(device, PASSWORD).problem(429, "rate_limited");
    }

    @Test
    @Tag("RFC-9700-4.14")
    void aSessionGoesOnByItsRefreshToken() {
        var device = signIn();

        var refreshed = gatehouse.refresh(device.refreshToken()).expect(200);

        assertThat(refreshed.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "token", "tokenType", "expiresIn", "refreshToken", "refreshExpiresIn", "user");
        assertThat(refreshed.at("/user/email")).isEqualTo(email);
        assertThat(refreshed.at("/refreshToken")).isNotEqualTo(device.refreshToken());
        assertSignedIn(refreshed.at("/token"));
        assertSignedIn(device.token());
        assertThat(sessions(device)).hasSize(1);
    }

    @Test
    @Tag("ASVS-10.4.5")
    void aStolenRefreshTokenEndsTheSession() {
        var device = signIn();
        var second = gatehouse.refresh(device.refreshToken()).expect(200).at("/refreshToken");
        assertThat(gatehouse.refresh(device.refreshToken()).expect(200).at("/refreshToken"))
                .isEqualTo(second);
        var third = gatehouse.refresh(second).expect(200).at("/refreshToken");
        var fourth = gatehouse.refresh(third).expect(200).at("/refreshToken");

        gatehouse.refresh(device.refreshToken()).problem(401, "invalid_refresh_token");

        gatehouse.refresh(fourth).problem(401, "invalid_refresh_token");
        assertSignedOut(device.token());
        assertThat(gatehouse.mailTo(email, "session-ended").isMissingNode()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "AQ==", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"})
    void whatIsNoRefreshTokenIsRefused(String text) {
        gatehouse.refresh(text).problem(401, "invalid_refresh_token");
    }

    @Test
    @Tag("RFC-8725-3.11")
    void noTokenStandsForOneOfAnotherKind() {
        var device = signIn();

        gatehouse.refresh(device.token()).problem(401, "invalid_refresh_token");
        gatehouse.refresh(device.deviceToken()).problem(401, "invalid_refresh_token");
        gatehouse.get(userPath).bearer(device.refreshToken()).problem(401, "invalid_token");
        gatehouse.get(userPath).bearer(device.deviceToken()).problem(401, "invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"refreshToken\":7}", "{\"refreshToken\":\"x\",\"scope\":\"all\"}"})
    void aRefreshNeedsItsFieldAndNoOther(String body) {
        gatehouse.post("/api/token/refresh").json(body).problem(400, "validation_failed");
    }

    @Test
    void theCurrentSessionIsListedFirstAndThenTheNewest() {
        var phone = signIn();
        var laptop = signIn();
        var tablet = signIn();
        gatehouse.refresh(phone.refreshToken()).expect(200);

        var listed = sessions(laptop);

        assertThat(listed).hasSize(3);
        assertThat(listed.stream().map(session -> session.path("current").asBoolean()))
                .containsExactly(true, false, false);
        assertThat(listed.getLast().path("lastUsedAt").asString())
                .isGreaterThan(listed.getLast().path("createdAt").asString());
        assertThat(listed).allSatisfy(session -> {
            assertThat(session.path("ip").asString()).isEqualTo("127.0.0.1");
            assertThat(session.path("userAgent").asString()).startsWith("Java-http-client");
        });
        assertSignedIn(tablet.token());
    }

    @Test
    @Tag("ASVS-7.4.1")
    void aLogoutEndsThisSessionAndNoOther() {
        var phone = signIn();
        var laptop = signIn();

        logout(phone).expect(204);

        assertSignedOut(phone.token());
        gatehouse.refresh(phone.refreshToken()).problem(401, "invalid_refresh_token");
        assertSignedIn(laptop.token());
        assertThat(sessions(laptop)).hasSize(1);
    }

    @Test
    @Tag("ASVS-7.4.1")
    void aRefreshTokenIsEnoughToLogOut() {
        var phone = signIn();
        var laptop = signIn();
        gatehouse.refresh(phone.refreshToken()).expect(200);

        for (var i = 0; i < 2; i++) {
            logoutBy(phone.refreshToken()).bearer("an old one").expect(204);
        }

        assertSignedOut(phone.token());
        gatehouse.refresh(phone.refreshToken()).problem(401, "invalid_refresh_token");
        assertSignedIn(laptop.token());
    }

    @Test
    void aForgedRefreshTokenLogsNobodyOut() {
        var phone = signIn();

        logoutBy(phone.refreshToken() + "A").expect(204);
        gatehouse
                .post("/api/logout")
                .json(Map.of("refreshToken", phone.refreshToken(), "scope", "all"))
                .problem(400, "validation_failed");

        assertSignedIn(phone.token());
    }

    @Test
    @Tag("ASVS-7.4.3")
    void aLogoutOfTheOthersLeavesThisSession() {
        var phone = signIn();
        var laptop = signIn();
        assertSignedIn(laptop.token());

        logout(phone).json(Map.of("scope", "others")).expect(204);

        assertSignedIn(phone.token());
        gatehouse.refresh(phone.refreshToken()).expect(200);
        assertSignedOut(laptop.token());
        gatehouse.refresh(laptop.refreshToken()).problem(401, "invalid_refresh_token");
        assertThat(sessions(phone)).hasSize(1);
    }

    @Test
    @Tag("ASVS-7.4.1")
    void aLogoutOfAllLeavesNone() {
        var devices = Stream.generate(this::signIn).limit(3).toList();

        logout(devices.getFirst()).json(Map.of("scope", "all")).expect(204);

        assertThat(devices).allSatisfy(device -> {
            assertSignedOut(device.token());
            gatehouse.refresh(device.refreshToken()).problem(401, "invalid_refresh_token");
        });
        assertSignedIn(signIn().token());
    }

    @Test
    void aLogoutTakesAScopeThatExistsOrNone() {
        var device = signIn();
        logout(device).json(Map.of("scope", "some")).problem(400, "validation_failed");
        logout(device).json(Map.of("scop", "all")).problem(400, "validation_failed");
        assertSignedIn(device.token());
        logout(device).json("{}").expect(204);
        assertSignedOut(device.token());
    }

    @Test
    @Tag("ASVS-7.5.2")
    @Tag("ASVS-10.4.9")
    void aUserEndsOneOfTheirSessions() {
        var phone = signIn();
        var laptop = signIn();
        var idOfPhone = sessions(laptop).getLast().path("id").asString();
        assertSignedIn(phone.token());

        end(idOfPhone, laptop).expect(204);

        assertSignedOut(phone.token());
        gatehouse.refresh(phone.refreshToken()).problem(401, "invalid_refresh_token");
        end(idOfPhone, laptop).problem(404, "session_not_found");
        assertSignedIn(laptop.token());
    }

    @Test
    void aSessionThatEndedWithTheOthersIsThereNoMore() {
        signIn();
        var laptop = signIn();
        var idOfPhone = sessions(laptop).getLast().path("id").asString();
        logout(laptop).json(Map.of("scope", "others")).expect(204);

        end(idOfPhone, laptop).problem(404, "session_not_found");
    }

    @Test
    @Tag("ASVS-8.2.2")
    void nobodyEndsASessionOfAnother() {
        var mine = signIn();
        var other = gatehouse.somebody();
        var idOfMine = sessions(mine).getFirst().path("id").asString();

        gatehouse
                .call("DELETE", "/api/sessions/" + idOfMine)
                .bearer(other.token())
                .problem(404, "session_not_found");

        assertSignedIn(mine.token());
    }

    @Test
    void aSessionIsNamedByItsId() {
        var device = signIn();
        end(SOME_ID, device).problem(404, "session_not_found");
        end(UUID.randomUUID().toString(), device).problem(404, "session_not_found");
        end("1", device).problem(400, "validation_failed");
    }

    @Test
    void allOfThisIsForWhoIsSignedIn() {
        gatehouse.post("/api/logout").problem(401, "missing_token");
        gatehouse.get("/api/sessions").problem(401, "missing_token");
        gatehouse.call("DELETE", "/api/sessions/" + SOME_ID).problem(401, "missing_token");
    }

    @Test
    @Tag("ASVS-7.4.2")
    void disablingEndsEverySessionOnEveryRoute() {
        var device = signIn();

        gatehouse.operate("disable", email);

        assertSignedOut(device.token());
        gatehouse.refresh(device.refreshToken()).problem(401, "invalid_refresh_token");
        gatehouse.operate("enable", email);
        assertSignedOut(device.token());
    }

    @Test
    @Tag("ASVS-6.3.1")
    void afterFiveFailuresALoginHasToWaitUnlessTheDeviceIsKnown() {
        var device = signIn();
        for (var i = 0; i < 5; i++) {
            gatehouse.login(email, "not the right password").problem(401, "invalid_credentials");
        }

        var refused = gatehouse.login(email, PASSWORD).problem(429, "rate_limited");

        assertThat(refused.header("retry-after")).isEqualTo("1");
        loginFrom(device, PASSWORD).expect(200);
    }

    private Device signIn() {
        return Device.of(gatehouse.login(email, PASSWORD).expect(200));
    }

    private Call loginFrom(Device device, String password) {
        return gatehouse
                .post("/api/login")
                .json(Map.of("email", email, "password", password, "deviceToken", device.deviceToken()));
    }

    private Call logoutBy(String refreshToken) {
        return gatehouse.post("/api/logout").json(Map.of("refreshToken", refreshToken));
    }

    private Call logout(Device device) {
        return gatehouse.post("/api/logout").bearer(device.token());
    }

    private Call end(String sessionId, Device device) {
        return gatehouse.call("DELETE", "/api/sessions/" + sessionId).bearer(device.token());
    }

    private List<JsonNode> sessions(Device device) {
        return gatehouse
                .get("/api/sessions")
                .bearer(device.token())
                .expect(200)
                .json()
                .path("sessions")
                .valueStream()
                .toList();
    }

    private void assertSignedIn(String token) {
        gatehouse.get(userPath).bearer(token).expect(200);
    }

    /** On every route that takes an access token. */
    private void assertSignedOut(String token) {
        gatehouse.get(userPath).bearer(token).problem(401, "invalid_token");
        gatehouse.get("/api/sessions").bearer(token).problem(401, "invalid_token");
        gatehouse.call("DELETE", "/api/sessions/" + SOME_ID).bearer(token).problem(401, "invalid_token");
        gatehouse.post("/api/logout").bearer(token).problem(401, "invalid_token");
        gatehouse.post("/api/send-email").bearer(token).json("{}").problem(401, "invalid_token");
    }
}
