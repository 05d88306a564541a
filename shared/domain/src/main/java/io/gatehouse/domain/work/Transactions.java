package io.gatehouse.domain.work;

import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.basics.Sources;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs units of work, and after their commit the work that they lead to. */
public final class Transactions {
    private record Committed<T>(T result, List<Outbox.Entry> outbox) {}

    private final TransactionalStores stores;
    private final Auditor auditor;
    private final Sources sources;
    private final Consumer<List<Outbox.Entry>> dispatcher;

    /** @param dispatcher does what it can of the work, and never throws */
    public Transactions(
            TransactionalStores stores, Auditor auditor, Sources sources, Consumer<List<Outbox.Entry>> dispatcher) {
        this.stores = stores;
        this.auditor = auditor;
        this.sources = sources;
        this.dispatcher = dispatcher;
    }

    /**
     * Runs work in one transaction, which is committed when the work returns and rolled back when it throws. Work that
     * loses a race is run again a few times, so it must have no effect outside of the transaction.
     *
     * @throws io.gatehouse.domain.errors.Unavailable when the database does not answer in time
     */
    public <T> T run(Function<Transaction, T> work) {
        var committed = stores.run(inTransaction -> {
            var transaction = new Transaction(inTransaction, auditor, sources);
            return new Committed<>(work.apply(transaction), transaction.outbox());
        });
        if (!committed.outbox().isEmpty()) {
            dispatcher.accept(committed.outbox());
        }
        return committed.result();
    }

    /** As {@link #run}, for work without a result. */
    public void execute(Consumer<Transaction> work) {
        run(transaction -> {
            work.accept(transaction);
            return transaction;
        });
    }

    /** As {@link #run}, for a single statement; see {@link TransactionalStores#autoCommit}. */
    public <T> T autoCommit(Function<Stores, T> statement) {
        return stores.autoCommit(statement);
    }
}
