package io.gatehouse.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.crypto.HmacSha256;
import io.gatehouse.domain.crypto.KeyedHash;
import java.nio.charset.StandardCharsets;
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
    private static final Client CLIENT = new Client("203.0.113.7", "JUnit");
    private static final RefreshTokens TOKENS = new RefreshTokens(keyed("the hash key"));
    private static final Session SESSION = session();
    private static final RefreshToken TOKEN = TOKENS.newest(SESSION);

    static IntStream positions() {
        return IntStream.range(0, Base64.getUrlDecoder().decode(TOKEN.text()).length);
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        var read = TOKENS.recognise(TOKEN.text()).orElseThrow();

        assertThat(read).usingRecursiveComparison().isEqualTo(TOKEN);
        assertThat(TOKENS.isGenuine(read, SESSION)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("positions")
    @Tag("ASVS-7.2.3")
    void aTokenWithAnyBitFlippedIsRefusedWithoutItsSession(int position) {
        for (var bit = 0; bit < 8; bit++) {
            var bytes = Base64.getUrlDecoder().decode(TOKEN.text());
            bytes[position] ^= (byte) (1 << bit);
            var flipped = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            assertThat(TOKENS.recognise(flipped)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "====", "not base64url!", "AQ"})
    void whatIsNoTokenIsNotRead(String text) {
        assertThat(TOKENS.recognise(text)).isEmpty();
    }

    @Test
    void aTokenIsWrittenInOneWayOnly() {
        assertThat(TOKENS.recognise(TOKEN.text() + "=")).isEmpty();
        assertThat(TOKENS.recognise(TOKEN.text() + "A")).isEmpty();
        assertThat(TOKENS.recognise(" " + TOKEN.text())).isEmpty();
    }

    @Test
    void theTokenOfOneSessionIsNoneOfAnother() {
        var other = session();
        var forged = new RefreshToken(other.id(), TOKEN.counter(), TOKEN.check(), TOKEN.code());

        assertThat(TOKENS.isGenuine(TOKEN, other)).isFalse();
        assertThat(TOKENS.isGenuine(forged, other)).isFalse();
    }

    /** A thief who reads the database has the session's key, but has to guess the hash key. */
    @Test
    @Tag("ASVS-7.2.3")
    void theDatabaseIsNotEnoughToMakeAToken() {
        var forged = new RefreshTokens(keyed("a guess")).newest(SESSION);
        var plain = new HmacSha256(SESSION.refreshKey()).of(RefreshToken.name(SESSION.id(), SESSION.counter()));

        assertThat(TOKENS.recognise(forged.text())).isEmpty();
        assertThat(TOKENS.isGenuine(forged, SESSION)).isFalse();
        assertThat(TOKENS.isGenuine(new RefreshToken(SESSION.id(), SESSION.counter(), TOKEN.check(), plain), SESSION))
                .isFalse();
    }

    @Test
    void theHashKeyIsNotEnoughToMakeAToken() {
        var withAnotherKey = session(SESSION.id());
        var forged = TOKENS.newest(withAnotherKey);

        assertThat(TOKENS.recognise(forged.text())).as("the check is genuine").isPresent();
        assertThat(TOKENS.isGenuine(forged, SESSION)).isFalse();
    }

    @Test
    void theNextTokenIsTheNewestOfTheRefreshedSession() {
        var lifetimes = new Session.Lifetimes(Duration.ofDays(1), Duration.ofDays(2));
        var refreshed = SESSION.refreshed(CLIENT, SESSION.createdAt(), lifetimes);

        assertThat(TOKENS.at(SESSION, TOKEN.counter() + 1).text())
                .isEqualTo(TOKENS.newest(refreshed).text())
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
        return session(new UUID(RANDOM.nextLong(), 2));
    }

    private static Session session(UUID id) {
        var account = Account.registered(
                new UUID(RANDOM.nextLong(), 1), EmailAddress.parse("ada@example.com"), Locale.ENGLISH, Instant.EPOCH);
        return Session.open(
                id,
                account,
                new Authentication(List.of("pwd"), Instant.EPOCH),
                CLIENT,
                Instant.EPOCH,
                new Session.Lifetimes(Duration.ofDays(1), Duration.ofDays(2)),
                RANDOM);
    }

    private static KeyedHash keyed(String key) {
        var mac = new HmacSha256(key.getBytes(StandardCharsets.UTF_8));
        return (use, value) -> mac.of((use + " " + value).getBytes(StandardCharsets.UTF_8));
    }
}
