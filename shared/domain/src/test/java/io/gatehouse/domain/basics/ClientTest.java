package io.gatehouse.domain.basics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTest {

    @Test
    void aUserAgentIsKeptUpTo512Characters() {
        assertThat(new Client("203.0.113.17", "u".repeat(512)).userAgent()).hasSize(512);
        assertThat(new Client("203.0.113.17", "u".repeat(512) + "v").userAgent())
                .isEqualTo("u".repeat(512));
        assertThat(new Client("203.0.113.17", "").userAgent()).isEmpty();
    }
}
