package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-up mode {@code verified}, in which nothing tells whether an address has an account. */
@OnCloud({"SignUpMode=verified", "PasswordMinLength=8", "RateLimitPerIp=0", "RateLimitPerUser=0"})
class VerifiedSignUpTest {
    private final Gatehouse gatehouse;

    VerifiedSignUpTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Tag("ASVS-6.3.8")
    void aFreeAndATakenAddressGetTheSameAnswer() {
        var email = freshAddress();

        var free = gatehouse.register(email, PASSWORD).expect(202);
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
}
