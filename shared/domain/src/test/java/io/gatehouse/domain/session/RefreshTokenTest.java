package io.gatehouse.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.basics.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokenTest {
    private static final Random RANDOM = new Random(7);
    private static final Session SESSION = session();
    private static final RefreshToken TOKEN = RefreshToken.newest(SESSION);

    static IntStream positions() {
        return IntStream.range(0, Base64.getUrlDecoder().decode(TOKEN.text()).length);
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        var read = RefreshToken.parse(TOKEN.text()).orElseThrow();

        assertThat(read).usingRecursiveComparison().isEqualTo(TOKEN);
        assertThat(read.isGenuine(SESSION)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("positions")
    @Tag("ASVS-7.2.3")
    void aTokenWithAnyBitFlippedIsNotGenuine(int position) {
        for (var bit = 0; bit < 8; bit++) {
            var bytes = Base64.getUrlDecoder().decode(TOKEN.text());
            bytes[position] ^= (byte) (1 << bit);
            var flipped = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            assertThat(RefreshToken.parse(flipped).filter(token -> token.isGenuine(SESSION)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "====", "not base64url!", "AQ"})
    void whatIsNoTokenIsNotRead(String text) {
        assertThat(RefreshToken.parse(text)).isEmpty();
    }

    @Test
    void aTokenIsWrittenInOneWayOnly() {
        assertThat(RefreshToken.parse(TOKEN.text() + "=")).isEmpty();
        assertThat(RefreshToken.parse(TOKEN.text() + "A")).isEmpty();
        assertThat(RefreshToken.parse(" " + TOKEN.text())).isEmpty();
    }

    @Test
    void theTokenOfOneSessionIsNoneOfAnother() {
        var other = session();
        var forged = new RefreshToken(other.id(), TOKEN.counter(), TOKEN.mac());

        assertThat(TOKEN.isGenuine(other)).isFalse();
        assertThat(forged.isGenuine(other)).isFalse();
    }

    @Test
    void theSuccessorIsTheNewestTokenOfTheRefreshedSession() {
        var refreshed =
                SESSION.refreshed(SESSION.createdAt(), new Session.Lifetimes(Duration.ofDays(1), Duration.ofDays(2)));

        assertThat(TOKEN.successor(SESSION).text())
                .isEqualTo(RefreshToken.newest(refreshed).text())
                .isNotEqualTo(TOKEN.text());
    }

    @Test
    void neitherTokenNorSessionShowsItsSecrets() {
        assertThat(TOKEN.toString())
                .doesNotContain(TOKEN.text())
                .contains(SESSION.id().toString());
        assertThat(SESSION.toString()).isEqualTo("Session[" + SESSION.id() + "]");
    }

    private static Session session() {
        var account = Account.registered(
                new UUID(RANDOM.nextLong(), 1), EmailAddress.parse("ada@example.com"), Locale.ENGLISH, Instant.EPOCH);
        return Session.open(
                new UUID(RANDOM.nextLong(), 2),
                account,
                new Authentication(List.of("pwd"), Instant.EPOCH),
                new Client("203.0.113.7", "JUnit"),
                Instant.EPOCH,
                new Session.Lifetimes(Duration.ofDays(1), Duration.ofDays(2)),
                RANDOM);
    }
}
