package io.gatehouse.domain.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
    private static final HmacSha256 MAC = new HmacSha256("Jefe".getBytes(US_ASCII));

    /** RFC 4231, section 4.3. */
    @Test
    void aMessageHasTheCodeOfTheStandardInHoweverManyPartsItComes() {
        var code = HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(MAC.of("what do ya want for nothing?".getBytes(US_ASCII))).isEqualTo(code);
        assertThat(MAC.of("what do ya want ".getBytes(US_ASCII), "for nothing?".getBytes(US_ASCII)))
                .isEqualTo(code);
    }
}
