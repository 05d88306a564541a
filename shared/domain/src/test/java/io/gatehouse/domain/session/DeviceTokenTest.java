package io.gatehouse.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.crypto.HmacSha256;
import io.gatehouse.domain.crypto.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTokenTest {
    private static final UUID ACCOUNT = new UUID(1, 1);
    private static final KeyedHash HASH = keyed("one key");
    private static final DeviceToken TOKEN = DeviceToken.issue(ACCOUNT, HASH, new Random(7));

    static IntStream positions() {
        return IntStream.range(0, Base64.getUrlDecoder().decode(TOKEN.text()).length);
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        var read = DeviceToken.parse(TOKEN.text()).orElseThrow();

        assertThat(read).usingRecursiveComparison().isEqualTo(TOKEN);
        assertThat(read.isGenuine(ACCOUNT, HASH)).isTrue();
    }

    @Test
    void aTokenIsOfOneAccountAndOfOneDeployment() {
        assertThat(TOKEN.isGenuine(new UUID(1, 2), HASH)).isFalse();
        assertThat(TOKEN.isGenuine(ACCOUNT, keyed("another key"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aTokenWithAByteChangedIsNotGenuine(int position) {
        var bytes = Base64.getUrlDecoder().decode(TOKEN.text());
        bytes[position]++;
        var changed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(DeviceToken.parse(changed).filter(token -> token.isGenuine(ACCOUNT, HASH)))
                .isEmpty();
    }

    @Test
    void aTokenIsReadInOneSpellingOnly() {
        var text = TOKEN.text();
        var otherLastBits = text.substring(0, text.length() - 1) + (char) (text.charAt(text.length() - 1) + 1);

        assertThat(Base64.getUrlDecoder().decode(otherLastBits))
                .isEqualTo(Base64.getUrlDecoder().decode(text));
        assertThat(DeviceToken.parse(otherLastBits)).isEmpty();
        assertThat(DeviceToken.parse(text + "==")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "not base64url!", "AQ"})
    void whatIsNoTokenIsNotRead(String text) {
        assertThat(DeviceToken.parse(text)).isEmpty();
    }

    private static KeyedHash keyed(String key) {
        var mac = new HmacSha256(key.getBytes(StandardCharsets.UTF_8));
        return (use, value) -> mac.of((use + " " + value).getBytes(StandardCharsets.UTF_8));
    }
}
