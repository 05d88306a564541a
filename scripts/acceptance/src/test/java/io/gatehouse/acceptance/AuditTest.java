package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.acceptance.harness.Shell.Result;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code scripts/audit} on a running cloud. */
@OnCloud
class AuditTest {
    private final Gatehouse gatehouse;

    AuditTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Tag("ASVS-16.2.1")
    @Tag("ASVS-16.3.1")
    void anAddressHasAHistoryLineByLine() {
        var email = Gatehouse.freshAddress();
        gatehouse.login(email, Gatehouse.PASSWORD).problem(401, "invalid_credentials");
        gatehouse.register(email, Gatehouse.PASSWORD).expect(201);
        gatehouse
                .login(email, "not this password at all")
                .header("user-agent", "\"quoted\", \\ and more")
                .problem(401, "invalid_credentials");
        gatehouse.login(email, Gatehouse.PASSWORD).expect(200);
        gatehouse.operate("disable", email);

        var history = audit("show", email);

        assertThat(history.exitCode()).as(history::toString).isZero();
        assertThat(history.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("[-0-9]{10}T.*Z +stranger +user +sign_in_failed +invalid_credentials *"),
                        line -> assertThat(line)
                                .matches(".*Z +account +user +registered +127\\.0\\.0\\.1 +Java-http-client.*"),
                        line -> assertThat(line)
                                .contains("account", "sign_in_failed", "invalid_credentials", "127.0.0.1")
                                .endsWith("\\\"quoted\\\", \\\\ and more"),
                        line -> assertThat(line).contains("account", "signed_in", "127.0.0.1"),
                        line -> assertThat(line).contains("account", "operator", "disabled"));
        assertThat(gatehouse.cloud().log()).doesNotContain(email);
    }

    @Test
    void anAddressThatNobodyHasUsedHasNoHistory() {
        var history = audit("show", Gatehouse.freshAddress());

        assertThat(history.exitCode()).as(history::toString).isZero();
        assertThat(history.out()).isEmpty();
    }

    @Test
    void whatIsWrongIsTold() {
        assertThat(audit("tell", "ada@example.com").err()).contains("scripts/audit show EMAIL");
        assertThat(audit("verify", "twice").exitCode()).isEqualTo(2);
        assertThat(audit("tell", "ada@example.com").exitCode()).isEqualTo(2);
        assertThat(audit("show", "nobody").err().lines()).hasSize(1);
        assertThat(audit("show", "nobody").exitCode()).isEqualTo(1);
        assertThat(audit("--help").out()).contains("scripts/audit show EMAIL");
    }

    private Result audit(String... arguments) {
        var command = Stream.concat(Stream.of("scripts/audit"), Stream.of(arguments));
        return gatehouse.cloud().run(command.toArray(String[]::new));
    }
}
