package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.acceptance.harness.OnCloud.Use;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A cloud whose limits are low and whose tokens are short; in order, because all of them are used up on the way. */
@OnCloud(
        value = {"RateLimitPerIp=5", "RateLimitPerUser=3", "AccessTokenSeconds=15"},
        use = Use.ALONE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {
    private static final int PER_IP = 5;
    private static final int PER_USER = 3;
    private static final Pattern REMAINING = Pattern.compile(".*\\br=(\\d+).*");

    private final Gatehouse gatehouse;
    private final Person person;

    LimitsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
        this.person = gatehouse.somebody();
    }

    @Test
    @Order(1)
    @Tag("RFC-6585")
    void eachUserHasAQuotaPerMinute() {
        for (var left = PER_USER - 1; left >= 0; left--) {
            var answer = look().expect(200);
            assertThat(remaining(answer)).isEqualTo(left);
            assertThat(answer.header("ratelimit-policy"))
                    .contains("q=" + PER_USER)
                    .contains("w=60");
        }

        var refused = look().problem(429, "rate_limited");

        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 60);
        assertThat(remaining(refused)).isZero();
        assertThat(refused.header("ratelimit-policy")).contains("q=" + PER_USER);
    }

    @Test
    @Order(2)
    @Tag("ASVS-2.4.1")
    @Tag("ASVS-6.3.1")
    void allThatComesFromOneAddressSharesABucket() {
        for (var left = PER_IP - 3; left >= 0; left--) {
            var answer = tryToLogIn().problem(401, "invalid_credentials");
            assertThat(remaining(answer)).isEqualTo(left);
            assertThat(answer.header("ratelimit-policy"))
                    .contains("q=" + PER_IP)
                    .contains("w=900");
        }

        var refused = tryToLogIn().problem(429, "rate_limited");
        gatehouse.register(freshAddress(), Gatehouse.PASSWORD).problem(429, "rate_limited");

        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 900);
        assertThat(remaining(refused)).isZero();
    }

    @Test
    @Order(3)
    @Tag("ASVS-4.1.3")
    @Tag("ASVS-15.3.4")
    void aForgedAddressChangesNothing() {
        for (var header : new String[] {"x-forwarded-for", "x-real-ip", "true-client-ip", "cf-connecting-ip"}) {
            tryToLogIn().header(header, "198.51.100.7").problem(429, "rate_limited");
        }
        tryToLogIn().header("forwarded", "for=198.51.100.7").problem(429, "rate_limited");
    }

    @Test
    @Order(4)
    void whatDescribesTheServiceIsFree() {
        for (var path : new String[] {
            "/api/health",
            "/api/health/ready",
            "/api/load",
            "/api/openapi.yaml",
            "/.well-known/jwks.json",
            "/.well-known/openid-configuration"
        }) {
            assertThat(gatehouse.get(path).expect(200).headers().firstValue("ratelimit"))
                    .isEmpty();
        }
    }

    @Test
    @Order(5)
    @Tag("ASVS-9.2.1")
    void aTokenIsRefusedOnceItHasExpired() {
        await().atMost(Duration.ofSeconds(60)).until(() -> look().answer().status() == 401);

        look().problem(401, "invalid_token");
    }

    private Call look() {
        return gatehouse.get(person.path()).bearer(person.token());
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
