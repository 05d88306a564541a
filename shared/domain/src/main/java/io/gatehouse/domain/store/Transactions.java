package io.gatehouse.domain.store;

import java.util.function.Consumer;
import java.util.function.Function;

/** Units of work on the database. */
public interface Transactions {

    /**
     * Runs the work in one transaction, which is committed when it returns and rolled back when it throws. Work that
     * lost a race (SQLSTATE 40001, or a {@link Stale} of its own) is run again, a few times: it must have no effect
     * outside the transaction.
     *
     * @throws io.gatehouse.domain.Unavailable when the database does not answer in time
     */
    <T> T run(Function<Transaction, T> work);

    /** As {@link #run}, for work without a result. */
    default void execute(Consumer<Transaction> work) {
        run(tx -> {
            work.accept(tx);
            return tx;
        });
    }

    /**
     * As {@link #run}, for work of a single statement: that can commit by itself, which saves the round trip of a
     * COMMIT. Several statements would each be a transaction of its own.
     */
    default <T> T autoCommit(Function<Transaction, T> work) {
        return run(work);
    }

    /** Thrown by work that read something which another transaction has changed since. */
    final class Stale extends RuntimeException {
        public Stale() {
            super("changed since it was read", null, false, false);
        }

        /** Goes on when something was stored in place of what had been read; throws when that was there no more. */
        public static void unless(boolean stored) {
            if (!stored) {
                throw new Stale();
            }
        }
    }
}
