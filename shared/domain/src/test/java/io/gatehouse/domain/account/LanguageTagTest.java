package io.gatehouse.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.errors.InvalidValue;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {

    @ParameterizedTest
    @CsvSource({
        "en, en",
        "he-IL, he-IL",
        "HE-il, he-IL",
        "iw, he",
        "zh-Hant-TW, zh-Hant-TW",
        "de-CH-1996, de-CH-1996",
        "en-US-u-ca-buddhist, en-US-u-ca-buddhist",
        "x-private, x-private",
        "und, und"
    })
    void aWellFormedTagIsReadAndWrittenInItsUsualForm(String text, String tag) {
        assertThat(LanguageTag.parse(text).toLanguageTag()).isEqualTo(tag);
        assertThat(Locale.forLanguageTag(tag))
                .as("as it is read from the store")
                .isEqualTo(LanguageTag.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "englishest",
                "en_US!",
                "he--IL",
                "-he",
                "he-",
                "עברית",
                "en-x-a-private-use-part-far-too-long"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> LanguageTag.parse(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("invalid_locale"));
    }
}
