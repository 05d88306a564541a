package io.gatehouse.domain.audit;

import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.crypto.KeyedHash;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the events of an account and of its address, in one story. */
public record AuditHistory(KeyedHash hash) {
    /**
     * @param action the label of an {@link AuditEntry.Action}
     * @param client null when there was none, or the account may not read it
     * @param beforeAccount whether the address had no account then
     */
    public record Event(
            UUID id,
            Instant at,
            String action,
            Actor.Kind actor,
            @Nullable String detail,
            @Nullable Client client,
            boolean beforeAccount) {}

    /**
     * The events of an account, of an address before it had one, or of both, oldest first.
     *
     * @param account null when there is none
     * @param emailKey null to leave the events of the address out
     * @param after skips the event with this id and all before it; null skips none
     */
    public List<Event> read(
            AuditLog log, @Nullable Pseudonym account, @Nullable String emailKey, @Nullable UUID after, int limit) {
        var ofAccount = account == null
                ? Stream.<Event>empty()
                : log.ofSubject(account.id(), after, limit).stream().map(entry -> event(entry, account));
        var ofStranger = emailKey == null
                ? Stream.<Event>empty()
                : log.ofSubject(Auditor.stranger(hash, emailKey), after, limit).stream()
                        .map(entry -> event(entry, null));
        return Stream.concat(ofAccount, ofStranger)
                .sorted(Comparator.comparing(Event::id))
                .limit(limit)
                .toList();
    }

    private static Event event(AuditEntry entry, @Nullable Pseudonym account) {
        var client = account == null ? null : client(account, entry.origin());
        return new Event(
                entry.id(), entry.at(), entry.action(), entry.actor(), entry.detail(), client, account == null);
    }

    /** An origin that was tampered with must not hide the rest; verifying the log finds it. */
    private static @Nullable Client client(Pseudonym account, byte @Nullable [] origin) {
        try {
            return origin == null ? null : Auditor.origin(account, origin);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
