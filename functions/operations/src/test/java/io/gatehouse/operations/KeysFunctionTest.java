package io.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.crypto.SigningKey;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysFunctionTest {
    /** Generating one takes seconds. */
    private static final SigningKey FIRST = SigningKey.generate(Samples.RANDOM, Instant.EPOCH);

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final KeysFunction function = new KeysFunction(gatehouse.useCases());

    @BeforeEach
    void storeTheFirstKey() {
        gatehouse
                .ports()
                .signingKeyVault()
                .change(ring -> Optional.of(
                        ring.followedBy(FIRST, gatehouse.ports().clock().instant())));
    }

    @Test
    void showReturnsTheKeysWithoutTheirSecrets() {
        assertThat(keys(Commands.event("keys-show")))
                .singleElement()
                .satisfies(key -> assertThat(key)
                        .containsOnlyKeys("kid", "phase", "signsFrom")
                        .containsEntry("phase", "signing"));
    }

    @Test
    void rotateAddsAKeyThatSignsLaterAndRefusesAnotherRotationUntilThen() {
        var rotated = keys(Commands.event("keys-rotate"));
        assertThat(rotated).extracting(key -> key.get("phase")).containsExactly("signing", "pending");
        Commands.assertRefused(
                function, Commands.event("keys-rotate"), rotated.getLast().get("signsFrom"));

        gatehouse.ports().clock().advance(Duration.ofDays(1));
        assertThat(keys(Commands.event("keys-show")))
                .extracting(key -> key.get("phase"))
                .containsExactly("ended", "signing");
    }

    @Test
    void replaceLeavesOneNewKey() {
        assertThat(keys(Map.of("action", "replace")))
                .singleElement()
                .satisfies(key ->
                        assertThat(key).containsEntry("phase", "signing").doesNotContainEntry("kid", FIRST.kid()));
    }

    @Test
    void unknownActionIsRefused() {
        Commands.assertRefused(function, Map.of(), "The action must be show, rotate or replace.");
    }

    @SuppressWarnings("unchecked") // texts, as the function writes them
    private List<Map<String, String>> keys(Map<String, String> command) {
        return (List<Map<String, String>>) Commands.run(function, command).get("keys");
    }
}
