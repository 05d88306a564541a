package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords an account may have, and that each of their characters counts (NIST SP 800-63B-4). */
@OnCloud
class PasswordPolicyTest {
    private final Gatehouse gatehouse;

    PasswordPolicyTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Tag("ASVS-6.2.1")
    @Tag("NIST-800-63B-4-3.1.1.2")
    void fifteenCharactersAreEnoughAndFourteenAreNot() {
        accepts("quiet harbor 17");
        refuses("quiet harbor 1");
    }

    @Test
    void charactersAreCodePoints() {
        var eight = "🦊🌵🎻🧭🪁🏔🛶🧩";

        assertThat(eight.length()).isGreaterThanOrEqualTo(15);
        refuses(eight);
        accepts("🦊🌵🎻🧭🪁🏔🛶🧩🦉🌋🎈🧶🪐🏺🛸");
    }

    @ParameterizedTest
    @Tag("ASVS-6.2.4")
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaa",
                "abababababababab",
                "abcabcabcabcabcabc",
                "123456789012345",
                "abcdefghijklmnop",
                "zyxwvutsrqponmlk",
                "qwertyuiopasdfgh",
                "passwordpassword",
                "PasswordPassword",
                "password1password1",
                "dragondragondragon"
            })
    void whatIsGuessedFirstIsRefusedWhateverItsLength(String password) {
        refuses(password);
        refuses(password + password + password);
    }

    @Test
    @Tag("ASVS-6.1.2")
    void theAddressItselfIsRefused() {
        var email = freshAddress();

        gatehouse.register(email, email).problem(400, "validation_failed");
        gatehouse.register(email, email.toUpperCase(Locale.ROOT)).problem(400, "validation_failed");
    }

    @ParameterizedTest
    @Tag("ASVS-6.2.5")
    @ValueSource(strings = {"onlylowercaseletters", "ONLY UPPER CASE LETTERS", "829104756301928", "¡¿§¶†‡•‹›«»…–—°"})
    void noKindOfCharacterIsAskedFor(String password) {
        accepts(password);
    }

    @Test
    @Tag("ASVS-6.2.8")
    @Tag("ASVS-6.2.9")
    void aLongPasswordIsAcceptedAndCountsToItsLastCharacter() {
        var email = freshAddress();
        var password = "seven rivers, one lantern; ".repeat(8);
        assertThat(password).hasSizeGreaterThan(200);
        gatehouse.register(email, password).expect(201);

        gatehouse.login(email, password).expect(200);
        gatehouse.login(email, password.substring(0, password.length() - 1)).problem(401, "invalid_credentials");
        gatehouse.login(email, password.substring(0, 72)).problem(401, "invalid_credentials");
    }

    @Test
    @Tag("ASVS-6.2.8")
    void caseAndSpacesCount() {
        var email = freshAddress();
        gatehouse.register(email, " Quiet Harbor 1742 ").expect(201);

        gatehouse.login(email, " Quiet Harbor 1742 ").expect(200);
        gatehouse.login(email, " quiet harbor 1742 ").problem(401, "invalid_credentials");
        gatehouse.login(email, "Quiet Harbor 1742").problem(401, "invalid_credentials");
    }

    @Test
    @Tag("NIST-800-63B-4-3.1.1.2")
    void twoWaysToWriteAnAccentAreOnePassword() {
        var composed = "caf\u00e9 au lait \u00e0 midi";
        var decomposed = "cafe\u0301 au lait a\u0300 midi";
        var email = freshAddress();
        gatehouse.register(email, decomposed).expect(201);

        gatehouse.login(email, composed).expect(200);
        gatehouse.login(email, decomposed).expect(200);
        gatehouse.login(email, "cafe au lait a midi").problem(401, "invalid_credentials");
    }

    private void accepts(String password) {
        gatehouse.register(freshAddress(), password).expect(201);
    }

    private void refuses(String password) {
        var answer = gatehouse.register(freshAddress(), password).problem(400, "validation_failed");

        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("password");
        assertThat(answer.text()).doesNotContain(password);
    }
}
