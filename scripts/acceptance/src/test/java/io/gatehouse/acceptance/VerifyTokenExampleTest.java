package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.acceptance.harness.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's example for application teams does what the README says. */
@OnCloud
class VerifyTokenExampleTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Gatehouse gatehouse;

    VerifyTokenExampleTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void aGenuineTokenShowsItsClaims() {
        var person = gatehouse.somebody();

        var result = verify("gatehouse", person.token());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"sub\":\"" + person.id() + "\"");
    }

    @Test
    @Tag("RFC-8725-3.8")
    @Tag("RFC-8725-3.9")
    void aTokenThatWasChangedOrIsForAnotherIsRefused() {
        var token = gatehouse.somebody().token();
        var middle = token.indexOf('.') + 20;
        var changed =
                token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);

        assertThat(verify("gatehouse", changed).exitCode()).isEqualTo(1);
        assertThat(verify("another", token).err()).startsWith("refused: another audience");
    }

    private Shell.Result verify(String audience, String token) {
        return Shell.run(
                JAVA, "docs/examples/VerifyToken.java", gatehouse.cloud().api().toString(), audience, token);
    }
}
