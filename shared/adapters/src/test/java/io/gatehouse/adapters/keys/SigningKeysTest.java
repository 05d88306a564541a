package io.gatehouse.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.administration.RotateSigningKeys;
import io.gatehouse.domain.administration.RotateSigningKeys.Description;
import io.gatehouse.domain.administration.RotateSigningKeys.Phase;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rotation as seen by functions that sign, verify and publish. Its rules are tested in the domain. */
@Tag("ASVS-11.1.1")
class SigningKeysTest {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration LEAD = Duration.ofMinutes(16);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SettableClock clock = new SettableClock();
    private final String secret = RealServers.freshSecret();
    private final RotateSigningKeys rotation = rotation();
    private final SigningKeys keys = keys();
    private final SigningKeys others = keys();
    private final AccessTokens tokens = tokens(keys);
    private String first = "";

    @BeforeEach
    void createTheFirstKey() {
        rotation.createFirst();
        first = others.current().kid();
    }

    @Test
    void aNewKeyIsPublishedWithinSecondsAndSignsAfterTheLead() {
        assertThat(published(others)).containsExactly(first);
        rotation.rotate();
        clock.advance(Duration.ofSeconds(10));
        var second = published(others).getLast();
        assertThat(published(others)).containsExactly(first, second).doesNotHaveDuplicates();

        clock.advance(LEAD.minusSeconds(12));
        assertThat(signer(tokens)).isEqualTo(first);
        clock.advance(SECOND.multipliedBy(2));
        assertThat(signer(tokens)).isEqualTo(second);
    }

    @Test
    void aFunctionThatReadTheKeysBeforeARotationSignsWithTheNewKeyInTime() {
        var elsewhere = tokens(others);
        assertThat(signer(elsewhere)).isEqualTo(first);
        rotation.rotate();
        for (var minute = 0; minute < 16; minute++) {
            assertThat(signer(elsewhere)).as("minute " + minute).isEqualTo(first);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(signer(elsewhere)).isEqualTo(keys.current().kid()).isNotEqualTo(first);
    }

    @Test
    void aFunctionReadsTheKeysAgainForATokenOfAnUnknownKey() {
        others.current();
        rotation.replace();
        clock.advance(Duration.ofSeconds(10));
        assertThat(tokens(others).verify(token(tokens(keys())))).isPresent();
    }

    @Test
    void tokensOfTheOldKeyAreValidUntilTheyExpire() {
        rotation.rotate();
        clock.advance(LEAD.minus(SECOND));
        var last = token(tokens);
        assertThat(JWT.decode(last).getKeyId()).isEqualTo(first);
        clock.advance(LIFETIME.minus(SECOND));
        assertThat(tokens.verify(last)).isPresent();
        assertThat(tokens(others).verify(last)).isPresent();
    }

    @Test
    void theOldKeyVerifiesNothingAfterItsEnd() {
        var longLived = new JwtAccessTokens(
                keys, URI.create("https://id.example.com"), "gatehouse", LEAD.multipliedBy(9), clock);
        var token = token(longLived);
        rotation.rotate();
        clock.advance(LEAD.plus(LIFETIME).plus(MARGIN).minus(SECOND));
        assertThat(tokens.verify(token)).isPresent();
        assertThat(published(keys)).contains(first);

        clock.advance(SECOND);
        assertThat(tokens.verify(token)).as("which has been verified before").isEmpty();
        assertThat(tokens(others).verify(token)).isEmpty();
        assertThat(published(keys)).hasSize(1).doesNotContain(first);
        assertThat(rotation.describe()).extracting(Description::phase).containsExactly(Phase.ENDED, Phase.SIGNING);
    }

    @Test
    void aReplacedKeyVerifiesNothingOnceFunctionsReadTheKeys() {
        var token = token(tokens);
        rotation.rotate();
        rotation.replace();
        assertThat(rotation.describe()).extracting(Description::phase).containsExactly(Phase.SIGNING);
        assertThat(tokens(keys()).verify(token))
                .as("by whoever reads the keys now")
                .isEmpty();

        clock.advance(Duration.ofMinutes(5));
        assertThat(tokens.verify(token)).as("by whoever had read them before").isEmpty();
        assertThat(signer(tokens)).isEqualTo(published(keys).getFirst()).isNotEqualTo(first);
        assertThat(tokens.verify(token(tokens))).isPresent();
    }

    @RepeatedTest(5)
    @Tag("ASVS-15.4.2")
    void oneOfConcurrentRotationsSucceeds() throws Exception {
        Callable<Boolean> attempt = () -> {
            try {
                rotation().rotate();
                return true;
            } catch (InvalidValue refused) {
                return false;
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = 0;
            for (var result : threads.invokeAll(List.of(attempt, attempt, attempt))) {
                done += result.get() ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(rotation.describe()).extracting(Description::phase).containsExactly(Phase.SIGNING, Phase.PENDING);
    }

    private SecretSigningKeyVault vault() {
        return new SecretSigningKeyVault(secret, LIFETIME);
    }

    private RotateSigningKeys rotation() {
        return new RotateSigningKeys(vault(), Sources.of(clock, Samples.RANDOM));
    }

    private SigningKeys keys() {
        return new SigningKeys(vault(), clock);
    }

    private AccessTokens tokens(SigningKeys keys) {
        return new JwtAccessTokens(keys, URI.create("https://id.example.com"), "gatehouse", LIFETIME, clock);
    }

    private static String token(AccessTokens tokens) {
        Account account = Samples.account();
        return tokens.issue(account, Samples.sessionOf(account)).token();
    }

    private static String signer(AccessTokens tokens) {
        return JWT.decode(token(tokens)).getKeyId();
    }

    private static List<String> published(SigningKeys keys) {
        return ((List<?>) keys.jwks().get("keys"))
                .stream()
                        .map(key -> String.valueOf(((Map<?, ?>) key).get("kid")))
                        .toList();
    }
}
