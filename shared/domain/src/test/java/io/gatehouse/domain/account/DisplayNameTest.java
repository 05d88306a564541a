package io.gatehouse.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.errors.InvalidValue;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Ada Lovelace", " Ada ", "דנה 🏮", "👩‍👩‍👧"})
    void aNameIsKeptAsItIsWritten(String text) {
        assertThat(DisplayName.parse(text)).isEqualTo(text);
    }

    @Test
    void aNameIsKeptInNormalFormC() {
        var decomposed = Normalizer.normalize("José", Normalizer.Form.NFD);
        assertThat(DisplayName.parse(decomposed)).isNotEqualTo(decomposed).isEqualTo("José");
    }

    @Test
    void whatCountsIsCharactersInNormalFormAndNotHowTheyAreEncoded() {
        assertThat(DisplayName.parse("🏮".repeat(100))).hasSize(200);
        assertThat(DisplayName.parse(Normalizer.normalize("é".repeat(100), Normalizer.Form.NFD)))
                .hasSize(100);
        assertRefused("wrong_length", "🏮".repeat(101));
        assertRefused("wrong_length", "");
    }

    @ParameterizedTest
    @CsvSource({"blank, ' '", "blank, '\u00a0\u2003'", "blank, '\u200b\u200d'", "control_character, 'Ada\u009b'"})
    void nothingToBeSeenAndControlCharactersAreRefused(String code, String text) {
        assertRefused(code, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "Ada\tLovelace", "Ada\r\nBcc: everybody", "\u007f"})
    void aNameIsOneLine(String text) {
        assertRefused("control_character", text);
    }

    private static void assertRefused(String code, String text) {
        assertThatThrownBy(() -> DisplayName.parse(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
