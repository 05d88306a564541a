package io.gatehouse.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.MailQueue;
import io.gatehouse.domain.testing.InMemoryAccountLookup;
import io.gatehouse.domain.testing.InMemoryStores;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.work.Outbox.Entry;
import io.gatehouse.domain.work.Outbox.Kind;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutboxDispatcherTest {
    private final InMemoryStores stores = new InMemoryStores();
    private final SettableClock clock = new SettableClock();
    private final List<UUID> erased = new ArrayList<>();

    static Stream<RuntimeException> failures() {
        return Stream.of(new Unavailable("queue"), new IllegalStateException("a bug in an adapter"));
    }

    @Test
    void doneWorkLeavesTheOutbox() {
        var entries = List.of(stored(Kind.MAIL), stored(Kind.INVALIDATION), stored(Kind.ERASURE));

        dispatcher(HashSet::new).dispatch(entries);

        assertThat(stores.outbox()).isEmpty();
        assertThat(erased).containsExactly(entries.get(2).subject());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void workOfAFailedQueueIsLeftToTheSweeper(RuntimeException failure) {
        var mail = stored(Kind.MAIL);

        dispatcher(ids -> {
                    throw failure;
                })
                .dispatch(List.of(mail));

        assertThat(stores.outbox()).containsExactly(mail);
    }

    @Test
    void anEntryThatCannotBeRemovedIsNoError() {
        var mail = stored(Kind.MAIL);
        stores.setDown(true);

        assertThatCode(() -> dispatcher(HashSet::new).dispatch(List.of(mail))).doesNotThrowAnyException();
    }

    @Test
    void theSweeperLeavesYoungEntriesToTheirWriters() {
        stored(Kind.MAIL);
        assertThat(dispatcher(HashSet::new).sweep()).isEqualTo(new Swept(0, 0));

        clock.advance(Duration.ofSeconds(31));
        assertThat(dispatcher(HashSet::new).sweep()).isEqualTo(new Swept(1, 0));
        assertThat(stores.outbox()).isEmpty();
    }

    @Test
    void theSweeperPassesWorkThatFailsAgainAndDoesTheRest() {
        for (var i = 0; i < 250; i++) {
            stored(Kind.MAIL);
        }
        clock.advance(Duration.ofSeconds(31));
        var calls = new ArrayList<Integer>();
        MailQueue firstBatchFails = ids -> {
            calls.add(ids.size());
            if (calls.size() == 1) {
                throw new Unavailable("queue");
            }
            return new HashSet<>(ids);
        };

        assertThat(dispatcher(firstBatchFails).sweep()).isEqualTo(new Swept(150, 100));
        assertThat(calls).containsExactly(100, 100, 50);
    }

    private OutboxDispatcher dispatcher(MailQueue queue) {
        return new OutboxDispatcher(
                stores, clock, new InMemoryAccountLookup(stores, clock), queue, accountId -> erased.add(accountId));
    }

    private Entry stored(Kind kind) {
        var subject = Samples.IDS.next();
        var entry = new Entry(Samples.IDS.next(), kind, subject, subject, clock.instant());
        return stores.run(s -> {
            s.outbox().add(entry);
            return entry;
        });
    }
}
