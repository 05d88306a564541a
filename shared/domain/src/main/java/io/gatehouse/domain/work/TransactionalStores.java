package io.gatehouse.domain.work;

import java.util.function.Function;

/** Runs work on the stores in a transaction of the database. */
public interface TransactionalStores {

    /**
     * Runs work in one transaction, which is committed when the work returns and rolled back when it throws. Work that
     * loses a race (SQLSTATE 40001, or a {@link StaleWrite}) is run again a few times, so it must have no effect
     * outside of the transaction.
     *
     * @throws io.gatehouse.domain.errors.Unavailable when the database does not answer in time
     */
    <T> T run(Function<Stores, T> work);

    /**
     * As {@link #run}, for a single statement, which commits by itself and saves the round trip of a COMMIT. Several
     * statements would be several transactions.
     */
    <T> T autoCommit(Function<Stores, T> work);
}
