package io.gatehouse.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessTokensTest {
    @Test
    void aTokenIsNotShown() {
        assertThat(new AccessTokens.Issued("canary", 600)).hasToString("Issued[…]");
    }
}
