package io.gatehouse.domain.basics;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("RFC-9562")
class IdsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T21:05:27.123Z");

    @Test
    void anIdIsAUuidOfVersion7ThatBeginsWithTheTime() {
        var id = ids(InstantSource.fixed(NOW)).next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void idsOfOneMillisecondAreInOrderAndAllDifferent() {
        var ids = ids(InstantSource.fixed(NOW));
        var texts = IntStream.range(0, 20_000)
                .mapToObj(_ -> ids.next())
                .map(UUID::toString)
                .toList();
        assertThat(texts).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsOfLaterMillisecondsComeLater() {
        var clock = new AtomicReference<>(NOW);
        var ids = ids(clock::get);
        var texts = IntStream.range(0, 1_000)
                .mapToObj(_ -> {
                    clock.updateAndGet(now -> now.plusMillis(1));
                    return ids.next().toString();
                })
                .toList();
        assertThat(texts).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theLeastIdOfAMomentIsBetweenWhatIsMadeBeforeAndLater() {
        var before = ids(InstantSource.fixed(NOW.minusMillis(1))).next().toString();
        var later = ids(InstantSource.fixed(NOW)).next().toString();
        assertThat(Ids.leastOf(NOW).version()).isEqualTo(7);
        assertThat(Ids.leastOf(NOW).toString()).isGreaterThan(before).isLessThan(later);
    }

    @Test
    @Tag("ASVS-15.4.1")
    void idsThatThreadsMakeAtOnceAreAllDifferent() {
        var ids = ids(InstantSource.fixed(NOW));
        var made =
                IntStream.range(0, 20_000).parallel().mapToObj(_ -> ids.next()).toList();
        assertThat(made).doesNotHaveDuplicates();
    }

    private static Ids ids(InstantSource clock) {
        return new Ids(clock, new SecureRandom());
    }
}
