package io.gatehouse.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("GDPR-17")
class PseudonymTest {
    private static final Random RANDOM = new SecureRandom();
    private static final String ORIGIN = "203.0.113.17\ncurl/8.14.1 דפדפן";

    private final Pseudonym pseudonym = Pseudonym.create(RANDOM);

    @Test
    void whatIsSealedCanBeOpened() {
        assertThat(pseudonym.open(pseudonym.seal(ORIGIN, RANDOM))).isEqualTo(ORIGIN);
        assertThat(pseudonym.open(pseudonym.seal("", RANDOM))).isEmpty();
    }

    @Test
    void theTextDoesNotShowAndNoTwoSealsAreAlike() {
        var sealed = pseudonym.seal(ORIGIN, RANDOM);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("203.0.113", "curl");
        assertThat(pseudonym.seal(ORIGIN, RANDOM)).isNotEqualTo(sealed);
    }

    @Test
    @Tag("ASVS-16.4.2")
    void aChangeOfAnyByteIsNoticed() {
        var sealed = pseudonym.seal(ORIGIN, RANDOM);
        for (var i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertRefused(changed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 27})
    void whatIsTooShortToBeASealIsRefused(int length) {
        assertRefused(Arrays.copyOf(pseudonym.seal(ORIGIN, RANDOM), length));
    }

    @Test
    void withoutTheKeyNothingCanBeOpened() {
        var another = new Pseudonym(pseudonym.id(), Pseudonym.create(RANDOM).key());
        var sealed = another.seal(ORIGIN, RANDOM);
        assertRefused(sealed);
        assertThat(another.open(sealed)).isEqualTo(ORIGIN);
    }

    @Test
    void noTwoAccountsShareAPseudonym() {
        var another = Pseudonym.create(RANDOM);
        assertThat(another.id()).isNotEqualTo(pseudonym.id());
        assertThat(another.key()).hasSize(32).isNotEqualTo(pseudonym.key());
    }

    @Test
    @Tag("ASVS-16.2.5")
    void theKeyIsNeverShown() {
        assertThat(pseudonym.toString())
                .contains(pseudonym.id().toString())
                .doesNotContain(HexFormat.of().formatHex(pseudonym.key()))
                .doesNotContain("key");
    }

    private void assertRefused(byte[] sealed) {
        assertThatThrownBy(() -> pseudonym.open(sealed)).isInstanceOf(IllegalArgumentException.class);
    }
}
