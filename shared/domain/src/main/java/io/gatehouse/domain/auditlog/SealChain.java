package io.gatehouse.domain.auditlog;

import io.gatehouse.domain.audit.Fault;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.work.Transaction;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/** The chain of seals, checked with the vault's key and copy. */
record SealChain(SealVault.Contents vault) {

    /** Thrown where the log does not match its seals. */
    static final class Broken extends IllegalStateException {
        private final Fault fault;

        Broken(Fault fault) {
            super(fault.explanation());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /**
     * The seal after a valid one, if there is one.
     *
     * @throws Broken when it is not valid
     */
    Optional<Seal> next(Transaction tx, Seal before) {
        var next = tx.auditSeals().after(before.number());
        next.ifPresent(seal -> check(tx, before, seal));
        return next;
    }

    private void check(Transaction tx, Seal before, Seal seal) {
        if (seal.number() > before.number() + 1) {
            throw broken(Fault.Kind.SEAL_MISSING, before, seal);
        }
        var expected = seal.entries() - before.entries();
        var entries = tx.auditLog()
                .between(
                        before.lastId(),
                        Objects.requireNonNull(seal.lastId()),
                        Math.clamp(expected, 0, Seal.MAX_ENTRIES) + 1);
        if (!vault.key().matches(before, seal, entries)) {
            throw broken(kind(entries.size(), expected), before, seal);
        }
    }

    private static Fault.Kind kind(long found, long expected) {
        if (found == expected) {
            return Fault.Kind.CHANGED;
        }
        return found < expected ? Fault.Kind.MISSING : Fault.Kind.ADDED;
    }

    /** Whether the log still has the seal of the vault's copy. */
    boolean hasHead(Transaction tx) {
        var head = vault.head();
        var present = tx.auditSeals().after(head.number() - 1).filter(seal -> seal.number() == head.number());
        return MessageDigest.isEqual(present.orElse(Seal.NONE).mac(), head.mac());
    }

    /** The fault of a log that ends with this seal and lacks the vault's. */
    Broken cutOffAfter(Seal last) {
        return broken(Fault.Kind.CUT_OFF, last, vault.head());
    }

    private static Broken broken(Fault.Kind kind, Seal before, Seal seal) {
        return new Broken(new Fault(
                kind, before.number() + 1, before.lastId(), seal.lastId(), seal.entries() - before.entries()));
    }
}
