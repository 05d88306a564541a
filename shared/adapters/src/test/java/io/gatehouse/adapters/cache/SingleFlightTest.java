package io.gatehouse.adapters.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Unavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch landing = new CountDownLatch(1);
    private final SingleFlight<String, Integer> flights = new SingleFlight<>("source", now::get);
    private Thread first;

    @BeforeEach
    void beginSlowLoad() {
        first = waiting();
        assertThat(loads).hasValue(1);
    }

    @AfterEach
    void finishLoad() {
        landing.countDown();
    }

    @Test
    void concurrentCallersShareOneLoad() throws InterruptedException {
        var others = Stream.generate(this::waiting).limit(20).toList();
        landing.countDown();
        for (var other : others) {
            other.join();
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void laterCallerLoadsAgain() {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
        waiting();
        assertThat(loads).hasValue(2);
    }

    @Test
    void otherKeyHasItsOwnLoad() {
        assertThat(flights.load("other", () -> 7)).isEqualTo(7);
    }

    @Test
    void abandonedLoadIsNotShared() {
        flights.leave(key -> key.equals("other"));
        waiting();
        assertThat(loads).hasValue(1);
        flights.leave(key -> key.equals("key"));
        waiting();
        assertThat(loads).hasValue(2);
    }

    @Test
    void callerWithoutTimeGetsUnavailable() {
        assertThatThrownBy(() -> TimeBudget.within(Duration.ZERO, () -> flights.load("key", this::load)))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("source"));
    }

    /** A thread that has asked and waits, for its own load or another's. */
    private Thread waiting() {
        var thread = Thread.ofPlatform().daemon().start(() -> flights.load("key", this::load));
        await().until(() ->
                thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    private int load() {
        try {
            var load = loads.incrementAndGet();
            landing.await();
            return load;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
