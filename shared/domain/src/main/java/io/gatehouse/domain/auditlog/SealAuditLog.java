package io.gatehouse.domain.auditlog;

import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.util.Optional;

/**
 * Seals new entries of the audit log. Starts at the seal in the vault, passes seals that an earlier run made and did
 * not report before it died, and adds new ones. Several runs at once make one chain.
 */
public record SealAuditLog(Transactions transactions, SealVault vault) {
    /** No transaction takes longer: after this time no entry can appear among older ones. */
    private static final Duration SETTLED = Duration.ofSeconds(60);

    /**
     * Seals the entries that are older than a minute and returns the newest seal. One run checks or makes at most
     * {@code limit} seals; the next goes on.
     *
     * @throws IllegalStateException when the log does not match its seals; then nothing can be sealed
     */
    public Seal seal(int limit) {
        var contents = vault.open();
        var chain = new SealChain(contents);
        if (!transactions.run(chain::hasHead)) {
            throw new IllegalStateException("The audit log has lost its seal %s. Verify the log to see where it ends."
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
        var now = tx.now();
        var entries = tx.auditLog().between(before.lastId(), Ids.leastOf(now.minus(SETTLED)), Seal.MAX_ENTRIES);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var seal = chain.vault().key().seal(before, entries, now);
        StaleWrite.unless(tx.auditSeals().add(seal));
        return Optional.of(seal);
    }
}
