package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.work.Outbox.Entry;
import io.gatehouse.domain.work.Outbox.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The outbox: work is found once it is overdue, the oldest first. */
public interface OutboxContract extends UnderTest {

    @Test
    default void workOfEveryKindIsReadAsItWasWritten() {
        var now = Samples.now();
        var entries = Arrays.stream(Kind.values())
                .flatMap(kind -> Stream.of(entry(kind, UUID.randomUUID(), now), entry(kind, null, now)))
                .toList();
        add(entries);
        assertThat(overdue(now.plusSeconds(1), null, 10)).isEqualTo(entries);
    }

    @Test
    default void overdueWorkComesOldestFirst() {
        var now = Samples.now();
        var older = entry(Kind.MAIL, null, now.minusSeconds(60));
        var old = entry(Kind.MAIL, null, now.minusSeconds(40));
        var young = entry(Kind.MAIL, null, now);
        add(List.of(young, old, older));

        assertThat(overdue(now.minusSeconds(30), null, 10)).containsExactly(older, old);
        assertThat(overdue(now.minusSeconds(30), null, 1)).containsExactly(older);
        assertThat(overdue(now.plusSeconds(1), old.id(), 10)).containsExactly(young);
        assertThat(overdue(old.createdAt(), null, 10)).containsExactly(older);

        execute(s -> s.outbox().remove(older.id()));
        assertThat(overdue(now.minusSeconds(30), null, 10)).containsExactly(old);
    }

    private static Entry entry(Kind kind, @Nullable UUID accountId, Instant createdAt) {
        return new Entry(Samples.IDS.next(), kind, accountId, UUID.randomUUID(), createdAt);
    }

    private void add(List<Entry> entries) {
        execute(s -> entries.forEach(s.outbox()::add));
    }

    private List<Entry> overdue(Instant createdBefore, @Nullable UUID after, int limit) {
        return run(s -> s.outbox().overdue(createdBefore, after, limit));
    }
}
