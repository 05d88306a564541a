package io.gatehouse.domain.usecase;

import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Pseudonym;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads out of the audit log what happened to an account, and what was tried with its address while it had none. */
public final class ReadHistory {

    /**
     * One thing that happened.
     *
     * @param action the label of an {@link AuditEntry.Action}
     * @param client where it came from; null when an operator did it, for a stranger, and when it cannot be read
     * @param byStranger whether the address had no account
     */
    public record Event(
            UUID id,
            Instant at,
            String action,
            @Nullable String detail,
            @Nullable Client client,
            boolean byStranger) {}

    private final Transactions transactions;
    private final Auditing auditing;

    public ReadHistory(Transactions transactions, Auditing auditing) {
        this.transactions = transactions;
        this.auditing = auditing;
    }

    /**
     * At most {@code limit} events, oldest first; none for an address that nobody has ever used.
     *
     * @param after leaves out this event's id and all that come before it; null for none
     */
    public List<Event> of(EmailAddress email, @Nullable UUID after, int limit) {
        var stranger = auditing.stranger(email.key());
        return transactions.run(tx -> {
            var ofAccount = tx.accounts().byEmail(email.key()).map(Secured::pseudonym).stream()
                    .flatMap(owner -> ofAccount(tx, owner, after, limit));
            return oldest(Stream.concat(ofAccount, ofStranger(tx, stranger, after, limit)), limit);
        });
    }

    /**
     * What may be told to an account's owner, oldest first: what was tried with the address while it had no account is
     * among it only once the address is known to be theirs.
     */
    List<Event> of(Transaction tx, Secured owner, int limit) {
        var ofStranger = owner.account().emailVerified()
                ? ofStranger(tx, auditing.stranger(owner.account().email().key()), null, limit)
                : Stream.<Event>empty();
        return oldest(Stream.concat(ofAccount(tx, owner.pseudonym(), null, limit), ofStranger), limit);
    }

    private static List<Event> oldest(Stream<Event> events, int limit) {
        return events.sorted(Comparator.comparing(Event::id)).limit(limit).toList();
    }

    private static Stream<Event> ofAccount(Transaction tx, Pseudonym owner, @Nullable UUID after, int limit) {
        return tx.audit().of(owner.id(), after, limit).stream()
                .map(entry -> event(entry, client(owner, entry.origin()), false));
    }

    private static Stream<Event> ofStranger(Transaction tx, UUID stranger, @Nullable UUID after, int limit) {
        return tx.audit().of(stranger, after, limit).stream().map(entry -> event(entry, null, true));
    }

    private static Event event(AuditEntry entry, @Nullable Client client, boolean byStranger) {
        return new Event(entry.id(), entry.at(), entry.action(), entry.detail(), client, byStranger);
    }

    /** An origin that was tampered with does not hide the rest of the history; verifying the log finds it. */
    private static @Nullable Client client(Pseudonym owner, byte @Nullable [] origin) {
        try {
            return origin == null ? null : Auditing.client(owner, origin);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
