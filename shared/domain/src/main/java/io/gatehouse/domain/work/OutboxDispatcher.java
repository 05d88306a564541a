package io.gatehouse.domain.work;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.gatehouse.domain.mail.MailQueue;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.work.Outbox.Entry;
import io.gatehouse.domain.work.Outbox.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work of the outbox: right after a commit what it can, and later, by {@link #sweep}, what is left. Work may
 * be done twice.
 */
public final class OutboxDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);
    /** The process that wrote an entry has done its work by then, or has died. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final int BATCH = 100;

    /** @param left how many pieces of work failed again */
    public record Swept(int done, int left) {
        private Swept plus(int found, int more) {
            return new Swept(done + more, left + found - more);
        }
    }

    private final TransactionalStores stores;
    private final InstantSource clock;
    private final AccountLookup lookup;
    private final MailQueue queue;
    private final Predicate<UUID> eraser;

    /** @param eraser erases an account; returns false when it failed */
    public OutboxDispatcher(
            TransactionalStores stores,
            InstantSource clock,
            AccountLookup lookup,
            MailQueue queue,
            Predicate<UUID> eraser) {
        this.stores = stores;
        this.clock = clock;
        this.lookup = lookup;
        this.queue = queue;
        this.eraser = eraser;
    }

    /** Does the work of a commit. Never throws: the sweeper does what fails here. */
    public void dispatch(List<Entry> entries) {
        done(entries);
    }

    /** Does the work that was left, oldest first. */
    public Swept sweep() {
        var swept = new Swept(0, 0);
        @Nullable UUID last = null;
        while (true) {
            var after = last;
            var overdue = stores.run(s -> s.outbox().overdue(clock.instant().minus(GRACE), after, BATCH));
            swept = swept.plus(overdue.size(), done(overdue));
            if (overdue.size() < BATCH) {
                return swept;
            }
            last = overdue.getLast().id();
        }
    }

    private int done(List<Entry> entries) {
        return entries.stream()
                .collect(groupingBy(Entry::kind, () -> new EnumMap<>(Kind.class), toList()))
                .entrySet()
                .stream()
                .mapToInt(ofKind -> done(ofKind.getKey(), ofKind.getValue()))
                .sum();
    }

    private int done(Kind kind, List<Entry> entries) {
        try {
            var done = attempt(kind, entries);
            for (var entry : done) {
                stores.run(s -> {
                    s.outbox().remove(entry.id());
                    return entry;
                });
            }
            if (done.size() < entries.size()) {
                LOG.atWarn().addKeyValue("kind", kind).log("work left to the sweeper");
            }
            return done.size();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("kind", kind).setCause(e).log("work left to the sweeper");
            return 0;
        }
    }

    private List<Entry> attempt(Kind kind, List<Entry> entries) {
        return switch (kind) {
            case INVALIDATION -> entries.stream().filter(this::invalidate).toList();
            case MAIL -> {
                var taken = queue.send(entries.stream().map(Entry::subject).toList());
                yield entries.stream()
                        .filter(entry -> taken.contains(entry.subject()))
                        .toList();
            }
            case ERASURE ->
                entries.stream().filter(entry -> eraser.test(entry.subject())).toList();
        };
    }

    private boolean invalidate(Entry entry) {
        var account = Objects.requireNonNull(entry.accountId());
        return entry.subject().equals(account) ? lookup.forget(account) : lookup.forget(account, entry.subject());
    }
}
