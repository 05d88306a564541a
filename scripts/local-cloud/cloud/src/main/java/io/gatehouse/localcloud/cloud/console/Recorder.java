package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last {@value #CAPACITY} invocations of all functions in memory, and the figures of each function, by a few
 * atomic counters: no lock, no parsing, and no copy but of what is too long to be kept whole.
 */
public final class Recorder {
    static final int CAPACITY = 100;

    private final AtomicReferenceArray<@Nullable RecordedInvocation> ring = new AtomicReferenceArray<>(CAPACITY);
    private final Map<String, RecordedFunction> functions = new ConcurrentHashMap<>();
    /** The microsecond of the start, so that no id comes again after a restart. */
    private final long firstId = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    private final AtomicLong nextId = new AtomicLong(firstId);

    /** An invocation that has ended; its duration includes the start of an environment. */
    record RecordedInvocation(
            long id,
            String function,
            Instant startedAt,
            Duration duration,
            Payload event,
            Payload answer,
            @Nullable String functionError,
            String log) {}

    /** An event or an answer, of which at most {@value #LIMIT} bytes are kept. */
    @SuppressWarnings("ArrayRecordComponent") // kept as it is, never compared
    record Payload(byte[] kept, boolean isWhole) {
        static final int LIMIT = 64 * 1024;

        static Payload of(byte[] whole) {
            return whole.length > LIMIT ? new Payload(Arrays.copyOf(whole, LIMIT), false) : new Payload(whole, true);
        }

        String text() {
            return new String(kept, StandardCharsets.UTF_8);
        }
    }

    public Invoker record(String id, Invoker function) {
        var recorded = new RecordedFunction(id, function, this);
        functions.put(id, recorded);
        return recorded;
    }

    @Nullable
    RecordedFunction function(String id) {
        return functions.get(id);
    }

    void add(String function, byte[] event, InvocationResult result, Instant startedAt, long nanos) {
        var id = nextId.getAndIncrement();
        var invocation = new RecordedInvocation(
                id,
                function,
                startedAt,
                Duration.ofNanos(nanos),
                Payload.of(event),
                Payload.of(result.payload()),
                result.functionError(),
                result.logTail());
        ring.set(slot(id), invocation);
    }

    private static int slot(long id) {
        return (int) (id % CAPACITY);
    }

    /** Those with a greater id, oldest first; a caller that asks again with the last id misses none. */
    List<RecordedInvocation> after(long id) {
        var found = new ArrayList<RecordedInvocation>();
        var end = nextId.get();
        for (var next = Math.max(Math.max(id + 1, firstId), end - CAPACITY); next < end; next++) {
            var invocation = ring.get(slot(next));
            if (invocation == null || invocation.id() < next) {
                break;
            }
            if (invocation.id() == next) {
                found.add(invocation);
            }
        }
        return found;
    }
}
