package io.gatehouse.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Unavailable;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {
    private static final Argon2Hash.Cost CHEAP = new Argon2Hash.Cost(64, 1, 1);
    /** The reference implementation's own vector. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    /** A sixth of a second of work or more. */
    private static final String SLOW =
            "$argon2id$v=19$m=19456,t=12,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    private static final Password PASSWORD = new Password("a lantern beside seven rivers");

    private final PasswordHasher hasher = hasher(CHEAP, Duration.ofSeconds(5));

    @Test
    @Tag("ASVS-11.4.2")
    @Tag("OWASP-PSC")
    void aFreshHashIsArgon2idOfTheRecommendedCost() {
        var recommended = hasher(Argon2Hash.Cost.RECOMMENDED, Duration.ofSeconds(5));
        var hash = recommended.hash(PASSWORD);
        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(recommended.matches(PASSWORD, hash)).isTrue();
        assertThat(recommended.outdated(hash)).isFalse();
    }

    @Test
    void aHashOfTheReferenceImplementationIsUnderstood() {
        assertThat(hasher.matches(new Password("password"), REFERENCE)).isTrue();
        assertThat(hasher.matches(new Password("Password"), REFERENCE)).isFalse();
    }

    @Test
    void everyHashHasASaltOfItsOwn() {
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @Test
    @Tag("NIST-800-63B-4")
    void theTwoWritingsOfAnAccentAreOnePassword() {
        assertThat(hasher.matches(new Password("cafe\u0301"), hasher.hash(new Password("caf\u00e9"))))
                .isTrue();
    }

    @Test
    @Tag("ASVS-6.2.8")
    void the73rdByteMattersAndSoDoesThe512thCharacter() {
        var seventyTwo = "x".repeat(72);
        assertThat(hasher.matches(new Password(seventyTwo + "a"), hasher.hash(new Password(seventyTwo + "b"))))
                .isFalse();
        var nearly = "x".repeat(511);
        assertThat(hasher.matches(new Password(nearly + "a"), hasher.hash(new Password(nearly + "b"))))
                .isFalse();
    }

    @ParameterizedTest
    @Tag("OWASP-PSC")
    @CsvSource({
        "a, $2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
        "Kk4DQuMMfZL9o, $2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm"
    })
    void bcryptHashesOfFormerSystemsAreAcceptedAndOutdated(String password, String hash) {
        assertThat(hasher.matches(new Password(password), hash)).isTrue();
        assertThat(hasher.matches(new Password(password + "x"), hash)).isFalse();
        assertThat(hasher.outdated(hash)).isTrue();
    }

    @Test
    void aHashOfAnotherCostIsOutdated() {
        assertThat(hasher.outdated(hasher.hash(PASSWORD))).isFalse();
        assertThat(hasher.outdated(REFERENCE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "$argon2i$v=19$m=64,t=1,p=1$c29tc2FsdA$nf65EOgLrQMR/uIPnA4rEg",
                "$argon2id$v=16$m=64,t=1,p=1$c29tc2FsdA$nf65EOgLrQMR/uIPnA4rEg",
                "$argon2id$m=64,t=1,p=1$c29tc2FsdA$nf65EOgLrQMR/uIPnA4rEg",
                "$argon2id$v=19$m=64,t=1$c29tc2FsdA$nf65EOgLrQMR/uIPnA4rEg",
                "$argon2id$v=19$m=64,t=1,p=1$c29tc2FsdA",
                "$argon2id$v=19$m=64,t=1,p=1$c$nf65EOgLrQMR/uIPnA4rEg",
                "$argon2id$v=19$m=64,t=1,p=1$c29tc2FsdA$nf65EOgLrQMR/uIPnA4rEg$",
                "$2a$06$tooshort",
                "$2a$99$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe"
            })
    void aMalformedHashIsAnErrorAndNeverAMatch(String hash) {
        assertThatThrownBy(() -> hasher.matches(PASSWORD, hash)).isInstanceOf(RuntimeException.class);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void anUnknownUserTakesTheMemoryAndSoTheWorkOfAWrongPassword() {
        var dear = hasher(new Argon2Hash.Cost(8_192, 1, 1), Duration.ofSeconds(5));
        var hash = dear.hash(PASSWORD);
        var wrong = new Password("two lanterns beside a river");

        var known = allocatedBy(() -> assertThat(dear.matches(wrong, hash)).isFalse());
        var unknown = allocatedBy(() -> assertThat(dear.matches(wrong, null)).isFalse());

        assertThat(known).isGreaterThan(8_192 * 1_024);
        assertThat(unknown).isCloseTo(known, withinPercentage(5));
    }

    @Test
    @Tag("ASVS-15.2.2")
    void whoeverWaitsTooLongForATurnIsTurnedAway() {
        var impatient = hasher(CHEAP, Duration.ofMillis(1));
        try (var threads = Executors.newSingleThreadExecutor()) {
            var others = threads.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    holdATurn(impatient);
                }
            });
            await().pollInterval(Duration.ofMillis(1))
                    .untilAsserted(() -> assertThatThrownBy(() -> impatient.matches(PASSWORD, null))
                            .isInstanceOfSatisfying(
                                    Unavailable.class,
                                    e -> assertThat(e.dependency()).isEqualTo("password hashing")));
            others.cancel(true);
        }
        assertThat(impatient.matches(PASSWORD, impatient.hash(PASSWORD)))
                .as("the turn is given back")
                .isTrue();
    }

    private static void holdATurn(PasswordHasher hasher) {
        try {
            assertThat(hasher.matches(PASSWORD, SLOW)).isFalse();
        } catch (Unavailable e) {
            assertThat(e.dependency()).as("the test had its turn").isEqualTo("password hashing");
        }
    }

    @Test
    void whoeverHasNoTimeToWaitForATurnIsTurnedAway() {
        assertThatThrownBy(() -> TimeBudget.within(Duration.ZERO, () -> hasher.hash(PASSWORD)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void aTurnIsGivenBackAfterAnError() {
        assertThatThrownBy(() -> hasher.matches(PASSWORD, "malformed")).isInstanceOf(IllegalArgumentException.class);
        assertThat(hasher.matches(PASSWORD, hasher.hash(PASSWORD))).isTrue();
    }

    @Test
    void aThreadThatIsInterruptedWhileWaitingStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> hasher.hash(PASSWORD)).isInstanceOf(Unavailable.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static PasswordHasher hasher(Argon2Hash.Cost cost, Duration patience) {
        return new PasswordHasher(cost, new SecureRandom(), 1, patience);
    }

    /** In bytes, by this thread alone. */
    private static long allocatedBy(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
