package io.gatehouse.localcloud.services.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.localcloud.services.aws.SecretDefinition.Generated;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SecretGeneratorTest {
    private final SecretGenerator generator = new SecretGenerator();

    @RepeatedTest(20)
    void aPasswordHasItsLengthAndACharacterOfEachType() {
        assertThat(generator.secretString(Generated.DEFAULT))
                .hasSize(32)
                .matches(".*[a-z].*")
                .matches(".*[A-Z].*")
                .matches(".*[0-9].*")
                .matches(".*[^a-zA-Z0-9].*");
    }

    @RepeatedTest(20)
    void whatIsExcludedDoesNotOccur() {
        var generated = new Generated(null, null, 64, "abc01", false, true, false, true, false, true);
        assertThat(generator.secretString(generated)).matches("[d-z2-9]{64}");
    }

    @Test
    void aTemplateTakesThePasswordAsOneMoreMember() throws Exception {
        var generated =
                new Generated("{\"username\":\"app\"}", "password", 20, "\"", false, false, false, false, false, true);
        var secret = new ObjectMapper().readTree(generator.secretString(generated));
        assertThat(secret.get("username").asText()).isEqualTo("app");
        assertThat(secret.get("password").asText()).hasSize(20);
    }

    @Test
    void twoPasswordsDiffer() {
        assertThat(generator.secretString(Generated.DEFAULT)).isNotEqualTo(generator.secretString(Generated.DEFAULT));
    }

    @Test
    void aDescriptionThatLeavesNothingIsRefused() {
        var nothing = new Generated(null, null, 8, "", true, true, true, true, false, true);
        assertThatThrownBy(() -> generator.secretString(nothing)).isInstanceOf(IllegalArgumentException.class);
    }
}
