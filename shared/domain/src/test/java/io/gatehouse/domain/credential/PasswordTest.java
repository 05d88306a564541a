package io.gatehouse.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.errors.InvalidValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    @ParameterizedTest
    @Tag("NIST-800-63B-4")
    @CsvSource({
        "cafe\u0301 au lait, café au lait",
        "ｐａｓｓ, pass",
        "ﬁne, fine",
        "\u05e9\u05c1\u05dc\u05d5\u05dd, \ufb2a\u05dc\u05d5\u05dd"
    })
    void whatTwoKeyboardsWriteDifferentlyIsOnePassword(String one, String other) {
        assertThat(Password.parse(one)).isEqualTo(Password.parse(other));
        assertThat(Password.parse(one).bytes()).isEqualTo(Password.parse(other).bytes());
    }

    @ParameterizedTest
    @Tag("ASVS-6.2.8")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"Lantern,lantern", "lantern,lantern ", " lantern,lantern", "lan tern,lan  tern"})
    void caseAndSpacesAreKept(String one, String other) {
        assertThat(Password.parse(one)).isNotEqualTo(Password.parse(other));
    }

    @Test
    @Tag("NIST-800-63B-4")
    void aCharacterIsACodePoint() {
        assertThat(Password.parse("🏮🌉🌊").length()).isEqualTo(3);
        assertThat(Password.parse("e\u0301").length()).isEqualTo(1);
    }

    @ParameterizedTest
    @Tag("ASVS-6.2.9")
    @ValueSource(strings = {"x", "🏮"})
    void aPasswordHasAtMost512CharactersOfAnyKind(String character) {
        assertThat(Password.parse(character.repeat(512)).length()).isEqualTo(512);
        assertThatThrownBy(() -> Password.parse(character.repeat(513)))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("too_long"));
    }

    @Test
    void anEmptyOneIsRefused() {
        assertThatThrownBy(() -> Password.parse(""))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("too_short"));
    }

    @Test
    @Tag("ASVS-16.2.5")
    void itIsNeverShown() {
        assertThat(Password.parse("canary")).hasToString("Password[…]");
    }
}
