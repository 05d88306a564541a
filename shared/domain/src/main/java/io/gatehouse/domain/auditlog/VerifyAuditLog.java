package io.gatehouse.domain.auditlog;

import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Fault;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.auditlog.SealChain.Broken;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Verifies, step by step, that no entry of the audit log was changed, removed or added after it was sealed. */
public record VerifyAuditLog(Transactions transactions, SealVault vault) {
    private static final UUID GREATEST = new UUID(-1, -1);

    /**
     * The state after a step.
     *
     * @param reached the last valid seal; all before it are valid
     * @param fault what is wrong after it, or null
     * @param end null when there is more to verify or something is wrong
     */
    public record Progress(
            Seal reached, @Nullable Fault fault, @Nullable End end) {}

    /**
     * What cannot be verified yet in an intact log.
     *
     * @param notInVault how many of the newest seals the vault does not know; they could be cut off unnoticed
     * @param unsealedSince time of the first entry without a seal, or null
     */
    public record End(long notInVault, @Nullable Instant unsealedSince) {}

    /**
     * Verifies at most {@code limit} seals after that which the step before reached; 0 begins.
     *
     * @throws InvalidValue {@code unknown_seal} when no seal has this number
     */
    public Progress verifyAfter(long number, int limit) {
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
                        .run(tx -> tx.auditSeals().after(number - 1))
                        .filter(seal -> seal.number() == number)
                        .orElseThrow(() -> new InvalidValue("unknown_seal", "There is no seal of this number."));
    }

    private static End end(Transaction tx, SealChain chain, Seal last) {
        if (!chain.hasHead(tx)) {
            throw chain.cutOffAfter(last);
        }
        var unsealed =
                tx.auditLog().between(last.lastId(), GREATEST, 1).stream().findFirst();
        return new End(
                last.number() - chain.vault().head().number(),
                unsealed.map(AuditEntry::at).orElse(null));
    }
}
