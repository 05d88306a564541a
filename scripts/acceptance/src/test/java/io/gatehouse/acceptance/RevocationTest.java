package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever ends a session is felt by its access token at once, also while the cache is stalled, and for good once it
 * goes on; {@link FaultsTest} has it with a cache that works and without one. One of the first classes, for it waits
 * long while others work.
 */
@OnCloud(own = true)
@Tag("faults")
@Tag("ASVS-7.4.1")
class RevocationTest {
    /** No entry of the cache lives longer. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Gatehouse gatehouse;

    RevocationTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void whatACacheThatStallsHasMissedIsForgottenInTime() {
        var people = Stream.generate(this::signedInAndCached)
                .limit(EndOfSession.values().length)
                .toList();
        gatehouse.cloud().redis().freeze();
        try {
            for (var end : EndOfSession.values()) {
                end.isFeltAtOnce(gatehouse, people.get(end.ordinal()));
            }
        } finally {
            gatehouse.cloud().redis().thaw();
        }
        signedInAndCached(); // until then the database answers, and shows nothing of the cache
        await().atMost(LONGEST).until(() -> people.stream().allMatch(this::isOver));
        assertThat(people).allSatisfy(person -> EndOfSession.assertOver(gatehouse, person));
    }

    private Person signedInAndCached() {
        var person = gatehouse.somebody();
        gatehouse.awaitCached(person);
        return person;
    }

    private boolean isOver(Person person) {
        return gatehouse.get(person.path()).bearer(person.token()).answer().status() == 401;
    }
}
