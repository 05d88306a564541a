package io.gatehouse.domain.administration;

import static io.gatehouse.domain.administration.RotateSigningKeys.Phase.ENDED;
import static io.gatehouse.domain.administration.RotateSigningKeys.Phase.PENDING;
import static io.gatehouse.domain.administration.RotateSigningKeys.Phase.SIGNING;
import static io.gatehouse.domain.administration.RotateSigningKeys.Phase.VERIFYING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.administration.RotateSigningKeys.Description;
import io.gatehouse.domain.administration.RotateSigningKeys.Phase;
import io.gatehouse.domain.crypto.SigningKey;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of a rotation; how functions live through one is tested with the adapter. */
@Tag("ASVS-11.1.1")
class RotateSigningKeysTest {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration LEAD = Duration.ofMinutes(16);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InMemoryPorts ports = new InMemoryPorts();
    private final RotateSigningKeys keys = new UseCases(ports, TestRules.UNLIMITED).rotateSigningKeys();
    private String first = "";

    @BeforeEach
    void createTheFirstKey() {
        ports.clock().set(ports.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        keys.createFirst();
        first = kids().getFirst();
    }

    @Test
    void theFirstKeySignsAtOnceAndHasNoEnd() {
        assertThat(keys.describe())
                .containsExactly(new Description(first, SIGNING, ports.clock().instant(), null));
    }

    @Test
    void noSecondFirstKeyIsCreated() {
        keys.createFirst();

        assertThat(kids()).containsExactly(first);
    }

    @Test
    void aNewKeySignsOnceEveryoneMustKnowIt() {
        keys.rotate();
        var second = kids().getLast();
        assertThat(phases()).containsExactly(SIGNING, PENDING);
        assertThat(signer()).isEqualTo(first);

        ports.clock().advance(LEAD.minus(SECOND));
        assertThat(phases()).containsExactly(SIGNING, PENDING);
        ports.clock().advance(SECOND);
        assertThat(phases()).containsExactly(VERIFYING, SIGNING);
        assertThat(signer()).isEqualTo(second);
    }

    @Test
    void theOldKeyVerifiesUntilItsLastTokenHasExpiredOnEveryClock() {
        keys.rotate();
        var end = ports.clock().instant().plus(LEAD).plus(LIFETIME).plus(CLOCK_SKEW);
        assertThat(keys.describe()).extracting(Description::verifiesUntil).containsExactly(end, null);

        ports.clock().set(end.minus(SECOND));
        assertThat(phases()).containsExactly(VERIFYING, SIGNING);
        assertThat(verifiers()).hasSize(2);
        ports.clock().set(end);
        assertThat(phases()).containsExactly(ENDED, SIGNING);
        assertThat(verifiers()).hasSize(1).doesNotContain(first);
    }

    @Test
    void aRotationRemovesEndedKeysAndKeepsThoseThatVerify() {
        keys.rotate();
        ports.clock().advance(LEAD);
        keys.rotate();
        assertThat(phases()).containsExactly(VERIFYING, SIGNING, PENDING);

        ports.clock().advance(LEAD);
        keys.rotate();
        assertThat(phases()).containsExactly(VERIFYING, SIGNING, PENDING);
        assertThat(kids()).doesNotContain(first).doesNotHaveDuplicates();
    }

    @Test
    void aSecondRotationWaitsForTheFirst() {
        keys.rotate();
        var pending = keys.describe();
        ports.clock().advance(LEAD.minus(SECOND));

        assertThatThrownBy(keys::rotate)
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("rotation_pending"))
                .hasMessage("A rotation is under way: its key signs from %s."
                        .formatted(pending.getLast().signsFrom()));

        assertThat(keys.describe()).isEqualTo(pending);
        ports.clock().advance(SECOND);
        keys.rotate();
        assertThat(phases()).containsExactly(VERIFYING, SIGNING, PENDING);
    }

    @Test
    void aReplacementEndsAllOtherKeysAtOnce() {
        keys.rotate();
        var before = kids();

        keys.replace();

        assertThat(phases()).containsExactly(SIGNING);
        assertThat(kids()).doesNotContainAnyElementsOf(before);
        assertThat(verifiers()).isEqualTo(kids());
    }

    private List<String> kids() {
        return keys.describe().stream().map(Description::kid).toList();
    }

    private List<Phase> phases() {
        return keys.describe().stream().map(Description::phase).toList();
    }

    private String signer() {
        return ports.signingKeyVault().read().signing(ports.clock().instant()).kid();
    }

    private List<String> verifiers() {
        return ports.signingKeyVault()
                .read()
                .verifying(ports.clock().instant())
                .map(SigningKey::kid)
                .toList();
    }
}
