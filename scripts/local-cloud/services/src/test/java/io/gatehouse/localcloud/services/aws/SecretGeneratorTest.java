package io.gatehouse.localcloud.services.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.localcloud.services.JsonCodec;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SecretGeneratorTest {
    private static String generate(Map<String, Object> description) {
        return SecretGenerator.secretString(JsonCodec.tree(description));
    }

    @RepeatedTest(20)
    void aPasswordHasItsLengthAndACharacterOfEachType() {
        assertThat(generate(Map.of()))
                .hasSize(32)
                .matches(".*[a-z].*")
                .matches(".*[A-Z].*")
                .matches(".*[0-9].*")
                .matches(".*[^a-zA-Z0-9].*");
    }

    @RepeatedTest(20)
    void excludedCharactersDoNotOccur() {
        Map<String, Object> description = Map.of(
                "PasswordLength",
                64,
                "ExcludeCharacters",
                "abc01",
                "ExcludeUppercase",
                true,
                "ExcludePunctuation",
                true);
        assertThat(generate(description)).matches("[d-z2-9]{64}");
    }

    @Test
    void aTemplateGetsThePasswordAsAnotherMember() {
        var secret = JsonCodec.read(generate(Map.of(
                "SecretStringTemplate", "{\"username\":\"app\"}",
                "GenerateStringKey", "password",
                "PasswordLength", "20",
                "ExcludeCharacters", "\"")));
        assertThat(secret.get("username").asText()).isEqualTo("app");
        assertThat(secret.get("password").asText()).hasSize(20);
    }

    @Test
    void twoPasswordsDiffer() {
        assertThat(generate(Map.of())).isNotEqualTo(generate(Map.of()));
    }

    @Test
    void aDescriptionThatExcludesAllCharactersIsRefused() {
        Map<String, Object> nothing = Map.of(
                "ExcludeLowercase",
                true,
                "ExcludeUppercase",
                "true",
                "ExcludeNumbers",
                true,
                "ExcludePunctuation",
                true);
        assertThatThrownBy(() -> generate(nothing)).isInstanceOf(IllegalArgumentException.class);
    }
}
