package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Seals what the audit log has gained: walks on from the seal that the vault has, over seals that a run before this one
 * made and did not live to report, and adds new ones. Several runs at once make one chain.
 */
public final class SealAuditLog {
    /** After this long no entry appears any more before those that are there: no transaction takes so long. */
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final Transactions transactions;
    private final SealVault vault;
    private final InstantSource clock;

    public SealAuditLog(Transactions transactions, SealVault vault, InstantSource clock) {
        this.transactions = transactions;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Seals the entries that are older than a minute.
     *
     * @param limit how many seals to look at or to make in this run; the next goes on where it ends
     * @return the newest seal
     * @throws IllegalStateException when the log is not what its seals say, and nothing more can be sealed
     */
    public Seal run(int limit) {
        var contents = vault.open();
        var chain = new SealChain(contents);
        if (!transactions.run(chain::hasHead)) {
            throw new IllegalStateException("The audit log has lost its seal %s; verifying it tells where it ends."
                    .formatted(contents.head().number()));
        }
        var newest = contents.head();
        for (var i = 0; i < limit; i++) {
            var before = newest;
            var next = transactions.run(tx -> next(tx, chain, before));
            if (next.isEmpty()) {
                break;
            }
            newest = next.get();
        }
        if (newest.number() > contents.head().number()) {
            vault.advance(newest);
        }
        return newest;
    }

    private Optional<Seal> next(Transaction tx, SealChain chain, Seal before) {
        var present = chain.next(tx, before);
        return present.isPresent() ? present : make(tx, chain, before);
    }

    private Optional<Seal> make(Transaction tx, SealChain chain, Seal before) {
        var now = clock.instant();
        var entries = tx.audit().between(before.lastId(), Ids.leastOf(now.minus(SETTLED)), Seal.MOST_ENTRIES);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var seal = chain.vault().key().seal(before, entries, now);
        Transactions.Stale.unless(tx.seals().add(seal));
        return Optional.of(seal);
    }
}
