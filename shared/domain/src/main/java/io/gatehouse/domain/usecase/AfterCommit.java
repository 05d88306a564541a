package io.gatehouse.domain.usecase;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailQueue;
import io.gatehouse.domain.session.Directory;
import io.gatehouse.domain.store.Outbox.Entry;
import io.gatehouse.domain.store.Outbox.Kind;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work that a transaction causes outside the database: it is written into the transaction, {@link #run done} once
 * that is committed, and {@link #sweep done later} when that fails or nobody is left to do it. Work may be done twice.
 */
public final class AfterCommit {
    private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);
    /** Long enough for whoever wrote an entry to have done its work, or to be dead. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final int BATCH = 100;

    /** Does one kind of work. */
    @FunctionalInterface
    public interface Worker {
        /**
         * @return those that are done
         * @throws RuntimeException when none of them could be
         */
        Collection<Entry> done(List<Entry> entries);
    }

    /**
     * What became of the work that was left behind.
     *
     * @param left pieces of work that could not be done now either
     */
    public record Swept(int done, int left) {
        private Swept plus(int found, int more) {
            return new Swept(done + more, left + found - more);
        }
    }

    private final Transactions transactions;
    private final Ids ids;
    private final InstantSource clock;
    private final Map<Kind, Worker> workers = new EnumMap<>(Kind.class);

    public AfterCommit(Transactions transactions, Ids ids, InstantSource clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The same, sending mails to a queue. */
    public AfterCommit mailing(MailQueue queue) {
        return with(Kind.MAIL, entries -> {
            var taken = queue.send(entries.stream().map(Entry::subject).toList());
            return entries.stream()
                    .filter(entry -> taken.contains(entry.subject()))
                    .toList();
        });
    }

    /** The same, dropping from the cache what is no longer true. */
    public AfterCommit invalidating(Directory directory) {
        return with(
                Kind.INVALIDATION,
                entries -> entries.stream()
                        .filter(entry -> forget(directory, entry))
                        .toList());
    }

    /** The same, erasing accounts that are deleted. */
    public AfterCommit erasing(EraseAccount eraseAccount) {
        return with(Kind.ERASURE, eraseAccount);
    }

    private AfterCommit with(Kind kind, Worker worker) {
        var more = new AfterCommit(transactions, ids, clock);
        more.workers.putAll(workers);
        more.workers.put(kind, worker);
        return more;
    }

    /** Writes a mail, to be queued. */
    Entry mail(Transaction tx, Mail mail) {
        tx.mails().add(mail);
        return added(tx, Kind.MAIL, mail.accountId(), mail.id());
    }

    /** Has what the cache holds of an account dropped. */
    Entry invalidate(Transaction tx, UUID accountId) {
        return added(tx, Kind.INVALIDATION, accountId, accountId);
    }

    /** Has what the cache holds of a session dropped. */
    Entry invalidate(Transaction tx, UUID accountId, UUID sessionId) {
        return added(tx, Kind.INVALIDATION, accountId, sessionId);
    }

    /** Has a deleted account erased. */
    Entry erase(Transaction tx, UUID accountId) {
        return added(tx, Kind.ERASURE, accountId, accountId);
    }

    /** Does the work of a transaction that is committed. Never throws: what fails here, the sweeper does. */
    void run(List<Entry> entries) {
        done(entries);
    }

    /** Does what was left behind, oldest first. */
    public Swept sweep() {
        var swept = new Swept(0, 0);
        @Nullable UUID last = null;
        while (true) {
            var after = last;
            var overdue =
                    transactions.run(tx -> tx.outbox().overdue(clock.instant().minus(GRACE), after, BATCH));
            swept = swept.plus(overdue.size(), done(overdue));
            if (overdue.size() < BATCH) {
                return swept;
            }
            last = overdue.getLast().id();
        }
    }

    private Entry added(Transaction tx, Kind kind, @Nullable UUID accountId, UUID subject) {
        var now = clock.instant();
        var entry = new Entry(ids.next(), kind, accountId, subject, now);
        tx.outbox().add(entry);
        return entry;
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
            var worker = Objects.requireNonNull(workers.get(kind), "no worker");
            var done = worker.done(entries);
            for (var entry : done) {
                transactions.execute(tx -> tx.outbox().remove(entry.id()));
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

    private static boolean forget(Directory directory, Entry entry) {
        var account = Objects.requireNonNull(entry.accountId());
        return entry.subject().equals(account) ? directory.forget(account) : directory.forget(account, entry.subject());
    }
}
