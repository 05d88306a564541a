package io.gatehouse.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.crypto.HmacSha256;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTokenTest {
    private static final Account ACCOUNT =
            Account.registered(new UUID(1, 1), EmailAddress.parse("ada@example.com"), Locale.ENGLISH, Instant.EPOCH);
    private static final Instant LATE_IN_THE_DAY = Instant.parse("2026-11-23T23:59:59.999Z");

    private final SettableClock clock = new SettableClock();
    private final DeviceTokens tokens = tokens("one key");
    private final DeviceToken token = tokens.issue(ACCOUNT, Optional.empty());

    static IntStream positions() {
        return IntStream.range(0, 1 + 16 + 4 + 32);
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        assertThat(recognised(token.text()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(token);
    }

    @Test
    void aTokenIsOfOneAccountAndOfOneDeployment() {
        assertThat(tokens.recognise(token.text(), new UUID(1, 2), ACCOUNT.epoch()))
                .isEmpty();
        assertThat(tokens("another key").recognise(token.text(), ACCOUNT.id(), ACCOUNT.epoch()))
                .isEmpty();
    }

    @Test
    void aTokenEndsWithTheEpoch() {
        var after = ACCOUNT.signedOut(Instant.EPOCH);

        assertThat(tokens.recognise(token.text(), after.id(), after.epoch())).isEmpty();
        assertThat(tokens.recognise(tokens.issue(after, Optional.of(token)).text(), after.id(), after.epoch()))
                .isPresent();
    }

    @Test
    void aTokenEnds400DaysAfterItsSignIn() {
        clock.set(LATE_IN_THE_DAY);
        var first = tokens.issue(ACCOUNT, Optional.empty());
        clock.set(LATE_IN_THE_DAY.plus(Duration.ofDays(399)));
        var second = tokens.issue(ACCOUNT, recognised(first.text()));

        clock.set(LATE_IN_THE_DAY.plus(Duration.ofDays(400)));

        assertThat(recognised(first.text())).isEmpty();
        assertThat(recognised(second.text())).isPresent();
        assertThat(second.device()).isEqualTo(first.device());
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aTokenWithAByteChangedIsNotGenuine(int position) {
        var bytes = Base64.getUrlDecoder().decode(token.text());
        bytes[position]++;
        var changed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(recognised(changed)).isEmpty();
    }

    @Test
    void aTokenIsReadInOneSpellingOnly() {
        var text = token.text();

        assertThat(recognised(text + "==")).isEmpty();
        assertThat(recognised(text + "A")).isEmpty();
        assertThat(recognised(" " + text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "not base64url!", "AQ"})
    void whatIsNoTokenIsNotRead(String text) {
        assertThat(recognised(text)).isEmpty();
    }

    private Optional<DeviceToken> recognised(String text) {
        return tokens.recognise(text, ACCOUNT.id(), ACCOUNT.epoch());
    }

    private DeviceTokens tokens(String key) {
        var mac = new HmacSha256(key.getBytes(StandardCharsets.UTF_8));
        return new DeviceTokens(
                (use, value) -> mac.of((use + " " + value).getBytes(StandardCharsets.UTF_8)),
                Sources.of(clock, Samples.RANDOM));
    }
}
