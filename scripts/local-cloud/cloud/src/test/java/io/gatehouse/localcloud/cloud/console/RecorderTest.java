package io.gatehouse.localcloud.cloud.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.localcloud.cloud.console.RecordedFunction.LatencyWindow;
import io.gatehouse.localcloud.cloud.console.Recorder.Payload;
import io.gatehouse.localcloud.cloud.runtime.EnvironmentState;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final Recorder recorder = new Recorder();

    private static InvocationResult answer(String payload, @Nullable String functionError) {
        return new InvocationResult(payload.getBytes(UTF_8), functionError, "a line\n", Duration.ofMillis(1));
    }

    private RecordedFunction figures(String function) {
        return Objects.requireNonNull(recorder.function(function));
    }

    @Test
    void anInvocationIsKeptWithItsEventAnswerAndLog() {
        var function = recorder.record("Order", event -> answer("\"done\"", null));

        var answer = function.invoke("{\"id\":7}".getBytes(UTF_8));

        assertThat(new String(answer.payload(), UTF_8)).isEqualTo("\"done\"");
        assertThat(recorder.after(0)).singleElement().satisfies(invocation -> {
            assertThat(invocation.function()).isEqualTo("Order");
            assertThat(invocation.event().text()).isEqualTo("{\"id\":7}");
            assertThat(invocation.answer().text()).isEqualTo("\"done\"");
            assertThat(invocation.functionError()).isNull();
            assertThat(invocation.log()).isEqualTo("a line\n");
        });
    }

    @Test
    void theLastHundredAreKeptOldestFirst() {
        var function = recorder.record("Order", event -> answer("1", null));
        IntStream.range(0, 250).forEach(i -> function.invoke(Integer.toString(i).getBytes(UTF_8)));

        var kept = recorder.after(0);
        assertThat(kept)
                .extracting(invocation -> invocation.event().text())
                .isEqualTo(IntStream.range(150, 250).mapToObj(Integer::toString).toList());
        assertThat(recorder.after(kept.get(97).id())).isEqualTo(kept.subList(98, 100));
        assertThat(recorder.after(kept.getLast().id())).isEmpty();
        assertThat(figures("Order").latencies().count()).isEqualTo(250);
    }

    @Test
    void longEventsAndAnswersAreTruncated() {
        var function = recorder.record("Order", event -> answer("x".repeat(Payload.LIMIT + 1), null));

        var answer = function.invoke("e".repeat(Payload.LIMIT).getBytes(UTF_8));

        assertThat(answer.payload()).hasSize(Payload.LIMIT + 1);
        var kept = recorder.after(0).getFirst();
        assertThat(kept.event().isWhole()).isTrue();
        assertThat(kept.answer().isWhole()).isFalse();
        assertThat(kept.answer().text()).hasSize(Payload.LIMIT);
    }

    @Test
    void failuresAndThrottlesAreCounted() {
        var answers = List.of(answer("1", null), answer("{}", "Unhandled"), InvocationResult.throttled())
                .iterator();
        var function = recorder.record("Order", event -> answers.next());
        IntStream.range(0, 3).forEach(i -> function.invoke(new byte[0]));

        assertThat(figures("Order").latencies().count()).isEqualTo(2);
        assertThat(figures("Order").errors()).isEqualTo(1);
        assertThat(figures("Order").throttles()).isEqualTo(1);
        assertThat(figures("Order").inFlight()).isZero();
    }

    @Test
    void percentilesAreOfTheLastInvocations() {
        var latencies = new LatencyWindow();
        assertThat(latencies.percentile(0.5)).isNull();

        IntStream.range(0, 1000).forEach(i -> latencies.add(Duration.ofHours(1).toNanos()));
        IntStream.rangeClosed(1, 512)
                .forEach(i -> latencies.add(Duration.ofMillis(i).toNanos()));

        assertThat(latencies.percentile(0.5)).isEqualTo(256.0);
        assertThat(latencies.percentile(0.95)).isEqualTo(487.0);
        assertThat(latencies.count()).isEqualTo(1512);
    }

    @Test
    void environmentsComeFromTheFunction() {
        var function = recorder.record("Order", new Invoker() {
            @Override
            public InvocationResult invoke(byte[] event) {
                return answer("1", null);
            }

            @Override
            public List<EnvironmentState> environments() {
                return List.of(EnvironmentState.STARTING, EnvironmentState.IDLE);
            }
        });

        assertThat(function.environments()).containsExactly(EnvironmentState.STARTING, EnvironmentState.IDLE);
    }

    /** Not more than are kept between two looks, or some would rightly be gone. */
    @Test
    void aReaderDuringConcurrentInvocationsMissesNone() throws InterruptedException {
        var seen = new ArrayList<Long>();
        var function = recorder.record("Order", event -> answer("1", null));
        for (var round = 0; round < 200; round++) {
            var running = new CountDownLatch(Recorder.CAPACITY);
            try (var callers = Executors.newFixedThreadPool(4)) {
                for (var i = 0; i < Recorder.CAPACITY; i++) {
                    callers.execute(() -> {
                        function.invoke(new byte[0]);
                        running.countDown();
                    });
                }
                while (running.getCount() > 0) {
                    look(seen);
                }
            }
            look(seen);
        }

        assertThat(seen).hasSize(200 * Recorder.CAPACITY).isSorted().doesNotHaveDuplicates();
    }

    private void look(List<Long> seen) {
        recorder.after(seen.isEmpty() ? 0 : seen.getLast()).forEach(invocation -> seen.add(invocation.id()));
    }
}
