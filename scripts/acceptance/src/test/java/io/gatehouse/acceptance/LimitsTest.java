package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The limits, on a cloud where they are low, and tokens that expire soon. */
@OnCloud({"RateLimitPerIp=8", "RateLimitPerUser=3", "SessionsPerUser=1", "AccessTokenSeconds=15"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {
    private static final int PER_IP = 8;
    private static final int PER_USER = 3;
    private static final Pattern REMAINING = Pattern.compile(".*\\br=(\\d+).*");

    /** A user whose tokens expire soon, but who can have new ones. */
    private static final class User {
        private final Gatehouse gatehouse;
        private final String email = freshAddress();
        private final String path;
        private String refreshToken;

        User(Gatehouse gatehouse) {
            this.gatehouse = gatehouse;
            path = "/api/user/"
                    + gatehouse.register(email, Gatehouse.PASSWORD).expect(201).at("/id");
            refreshToken = logIn();
        }

        String logIn() {
            return gatehouse.login(email, Gatehouse.PASSWORD).expect(200).at("/refreshToken");
        }

        String freshToken() {
            var answer = gatehouse.refresh(refreshToken).expect(200);
            refreshToken = answer.at("/refreshToken");
            return answer.at("/token");
        }

        Call look(String token) {
            return gatehouse.get(path).bearer(token);
        }
    }

    private final Gatehouse gatehouse;
    private final User limited;
    private final User expiring;
    /** Of the session before. */
    private final String endedRefreshToken;

    LimitsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
        this.limited = new User(gatehouse);
        this.expiring = new User(gatehouse);
        this.endedRefreshToken = expiring.refreshToken;
        expiring.refreshToken = expiring.logIn();
    }

    @Test
    @Tag("RFC-6585")
    void eachUserHasAQuotaPerMinute() {
        var token = limited.freshToken();
        var first = limited.look(token).expect(200);
        assertThat(first.header("ratelimit-policy")).contains("q=" + PER_USER).contains("w=60");

        var refused = untilRefused(() -> limited.look(token), first);

        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 60);
        assertThat(refused.header("ratelimit-policy")).contains("q=" + PER_USER);
    }

    @Test
    @Tag("ASVS-2.4.1")
    @Tag("ASVS-6.3.1")
    @Tag("ASVS-4.1.3")
    @Tag("ASVS-15.3.4")
    void requestsOfAnAddressShareABucketWhateverHeadersClaim() {
        var first = tryToLogIn().problem(401, "invalid_credentials");
        assertThat(first.header("ratelimit-policy")).contains("q=" + PER_IP).contains("w=900");

        var refused = untilRefused(this::tryToLogIn, first);

        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 900);
        gatehouse.register(freshAddress(), Gatehouse.PASSWORD).problem(429, "rate_limited");
        for (var header : new String[] {"x-forwarded-for", "x-real-ip", "true-client-ip", "cf-connecting-ip"}) {
            tryToLogIn().header(header, "198.51.100.7").problem(429, "rate_limited");
        }
        tryToLogIn().header("forwarded", "for=198.51.100.7").problem(429, "rate_limited");
        gatehouse.refresh("forged").problem(429, "rate_limited");
        limited.look("forged").problem(429, "rate_limited");
        assertThat(expiring.freshToken())
                .as("a genuine token is not refused for its neighbours")
                .isNotEmpty();
    }

    @Test
    void aSignInBeyondTheLimitEndsTheSessionBefore() {
        gatehouse.refresh(endedRefreshToken).problem(401, "invalid_refresh_token");

        assertThat(expiring.freshToken()).isNotEmpty();
    }

    @Test
    void descriptionsOfTheServiceAreNotCounted() {
        for (var path : new String[] {
            "/api/health",
            "/api/health/ready",
            "/api/load",
            "/api/openapi.yaml",
            "/.well-known/jwks.json",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server",
            "/.well-known/security.txt",
            "/problems/internal"
        }) {
            assertThat(gatehouse.get(path).answer().headers().firstValue("ratelimit"))
                    .isEmpty();
        }
    }

    @Test
    @Tag("ASVS-9.2.1")
    void anExpiredTokenIsRefused() {
        var token = expiring.freshToken();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> expiring.look(token).answer().status() == 401);

        expiring.look(token).problem(401, "invalid_token");
    }

    /** Each answer has less left than the one before, until one is refused with nothing left. */
    private static Answer untilRefused(Supplier<Call> call, Answer first) {
        var left = remaining(first);
        while (left > 0) {
            var next = remaining(call.get().answer());
            assertThat(next).isLessThan(left);
            left = next;
        }
        var refused = call.get().problem(429, "rate_limited");
        assertThat(remaining(refused)).isZero();
        return refused;
    }

    private Call tryToLogIn() {
        return gatehouse.login("nobody@example.com", "not the right password");
    }

    private static int remaining(Answer answer) {
        var matcher = REMAINING.matcher(answer.header("ratelimit"));
        assertThat(matcher.matches()).as(answer::toString).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
