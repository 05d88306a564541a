package io.gatehouse.domain.usecase;

import io.gatehouse.domain.InvalidValue;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Fault;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import io.gatehouse.domain.usecase.SealChain.Broken;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds whether an entry of the audit log was changed, removed or added after it was sealed, step by step. */
public final class VerifyAuditLog {
    private static final UUID GREATEST = new UUID(-1, -1);

    /**
     * How far it has come.
     *
     * @param reached the last seal that fits, with all before it
     * @param fault what is wrong after that, or null
     * @param end null when there is more to verify, or something wrong
     */
    public record Progress(
            Seal reached, @Nullable Fault fault, @Nullable End end) {}

    /**
     * What cannot be told yet of a log that is whole.
     *
     * @param notInVault how many of the newest seals the vault has not heard of: they could be cut off unnoticed
     * @param unsealedSince the time of the first entry that has no seal yet, or null
     */
    public record End(long notInVault, @Nullable Instant unsealedSince) {}

    private final Transactions transactions;
    private final SealVault vault;

    public VerifyAuditLog(Transactions transactions, SealVault vault) {
        this.transactions = transactions;
        this.vault = vault;
    }

    /**
     * Verifies at most {@code limit} seals.
     *
     * @param number of the seal that an earlier step has reached; 0 for the beginning
     * @throws InvalidValue {@code unknown_seal} when there is none of this number
     */
    public Progress after(long number, int limit) {
        var chain = new SealChain(vault.open());
        var reached = seal(number);
        try {
            for (var i = 0; i < limit; i++) {
                var before = reached;
                var next = transactions.run(tx -> chain.next(tx, before));
                if (next.isEmpty()) {
                    return new Progress(reached, null, transactions.run(tx -> end(tx, chain, before)));
                }
                reached = next.get();
            }
            return new Progress(reached, null, null);
        } catch (Broken e) {
            return new Progress(reached, e.fault(), null);
        }
    }

    private Seal seal(long number) {
        return number == 0
                ? Seal.NONE
                : transactions
                        .run(tx -> tx.seals().after(number - 1))
                        .filter(seal -> seal.number() == number)
                        .orElseThrow(() -> new InvalidValue("unknown_seal", "There is no seal of this number."));
    }

    private static End end(Transaction tx, SealChain chain, Seal last) {
        if (!chain.hasHead(tx)) {
            throw chain.cutOffAfter(last);
        }
        var unsealed = tx.audit().between(last.lastId(), GREATEST, 1).stream().findFirst();
        return new End(
                last.number() - chain.vault().head().number(),
                unsealed.map(AuditEntry::at).orElse(null));
    }
}
