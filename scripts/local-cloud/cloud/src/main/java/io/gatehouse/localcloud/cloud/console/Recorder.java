package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.cloud.runtime.Invoker;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last {@value #CAPACITY} invocations of all functions in memory, and the figures of each function. An
 * invocation pays for it with a few atomic counters: no lock, no parsing, and no copy but of what is too long to be
 * kept whole.
 */
public final class Recorder {
    static final int CAPACITY = 100;

    private final AtomicReferenceArray<@Nullable RecordedInvocation> ring = new AtomicReferenceArray<>(CAPACITY);
    private final Map<String, RecordedFunction> functions = new ConcurrentHashMap<>();

    /** The microsecond of the start, so that no id comes again after a restart. */
    private final long firstId = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    private final AtomicLong nextId = new AtomicLong(firstId);

    /**
     * @param id of the function
     * @return what is to be invoked in its place
     */
    public Invoker record(String id, Invoker function) {
        var recorded = new RecordedFunction(id, function, this);
        functions.put(id, recorded);
        return recorded;
    }

    @Nullable
    RecordedFunction function(String id) {
        return functions.get(id);
    }

    long newId() {
        return nextId.getAndIncrement();
    }

    void add(RecordedInvocation invocation) {
        ring.set(slot(invocation.id()), invocation);
    }

    private static int slot(long id) {
        return (int) (id % CAPACITY);
    }

    /**
     * Those with a greater id, oldest first. It ends before one that is being written: who asks again with the last id
     * misses none, except for what is no longer kept.
     */
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
