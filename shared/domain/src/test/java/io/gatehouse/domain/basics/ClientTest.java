package io.gatehouse.domain.basics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTest {
    /** RFC 5952, section 4. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:0DB8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:10:0:0:0:0:10, 2001:db8:10::10",
        "2001:db8::, 2001:db8::",
        "0:0:0:0:0:0:0:1, ::1",
        "::, ::",
        "fe80:0:0:0:a:b:c:d, fe80::a:b:c:d",
        "::ffff:203.0.113.7, ::ffff:203.0.113.7",
        "::FFFF:cb00:7107, ::ffff:203.0.113.7",
        "unknown, unknown",
        "no:address, no:address"
    })
    void anAddressIsWrittenInOneWay(String ip, String written) {
        assertThat(new Client(ip, "").ip()).isEqualTo(written);
    }

    @Test
    void aUserAgentIsKeptUpTo512Characters() {
        assertThat(new Client("203.0.113.17", "u".repeat(512)).userAgent()).hasSize(512);
        assertThat(new Client("203.0.113.17", "u".repeat(512) + "v").userAgent())
                .isEqualTo("u".repeat(512));
        assertThat(new Client("203.0.113.17", "").userAgent()).isEmpty();
    }
}
