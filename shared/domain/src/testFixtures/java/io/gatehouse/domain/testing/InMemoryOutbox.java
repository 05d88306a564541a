package io.gatehouse.domain.testing;

import io.gatehouse.domain.work.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox in memory. */
final class InMemoryOutbox implements Outbox {
    private final Table<Outbox.Entry> outbox;

    InMemoryOutbox(Table<Outbox.Entry> outbox) {
        this.outbox = outbox;
    }

    @Override
    public void add(Entry entry) {
        outbox.put(entry.id(), entry);
    }

    @Override
    public void remove(UUID id) {
        outbox.remove(id);
    }

    @Override
    public List<Entry> overdue(Instant createdBefore, @Nullable UUID after, int limit) {
        return outbox.after(after)
                .filter(entry -> entry.createdAt().isBefore(createdBefore))
                .limit(limit)
                .toList();
    }
}
