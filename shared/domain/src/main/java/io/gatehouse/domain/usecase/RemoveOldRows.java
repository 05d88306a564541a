package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.store.OldRows.Kind;
import io.gatehouse.domain.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Removes what is of no more use, the oldest first, a batch a transaction. Wherever it is interrupted, the next run
 * goes on; several runs at once share the work.
 */
public final class RemoveOldRows {
    private static final int BATCH = 500;
    /** In one run, of one kind: all of them together take less time than the function has. */
    private static final int MOST_BATCHES = 1_000;

    private final Transactions transactions;
    private final InstantSource clock;
    private final Duration sessionLifetime;

    /** @param sessionLifetime how long a session lives at most */
    public RemoveOldRows(Transactions transactions, InstantSource clock, Duration sessionLifetime) {
        this.transactions = transactions;
        this.clock = clock;
        this.sessionLifetime = sessionLifetime;
    }

    /** How long rows are kept. README.md says it to people. */
    private Duration age(Kind kind) {
        return switch (kind) {
            case SESSION -> sessionLifetime;
            case MAIL_TOKEN -> longestLinkLifetime();
            // Its link may be sent up to the end, and then waits for the worker before its own lifetime begins.
            case REGISTRATION ->
                Registration.LIFETIME
                        .plus(Purpose.CONFIRM_REGISTRATION.lifetime())
                        .plusDays(1);
            // Its links live for an hour, once they are sent.
            case EMAIL_CHANGE -> Duration.ofDays(1);
            case UNQUEUED_MAIL -> Duration.ofDays(14);
            // Its message is gone by then: it may be queued after 14 days, and rest in the dead letters for 14 more.
            case MAIL -> Duration.ofDays(30);
            case IDEMPOTENCY_KEY -> ExecuteOnce.KEPT;
            case FAILED_ATTEMPTS -> Duration.ofDays(30);
        };
    }

    private static Duration longestLinkLifetime() {
        return Stream.of(Purpose.values())
                .map(Purpose::lifetime)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** @return how many rows of each kind are removed */
    public Map<Kind, Integer> run() {
        var removed = new EnumMap<Kind, Integer>(Kind.class);
        for (var kind : Kind.values()) {
            removed.put(kind, remove(kind, Ids.leastOf(clock.instant().minus(age(kind)))));
        }
        return removed;
    }

    /** Less than a batch does not mean that it was the last: another run may have been faster with some of it. */
    private int remove(Kind kind, UUID before) {
        var removed = 0;
        for (var i = 0; i < MOST_BATCHES; i++) {
            int batch = transactions.run(tx -> tx.oldRows().removeSome(kind, before, BATCH));
            if (batch == 0) {
                break;
            }
            removed += batch;
        }
        return removed;
    }
}
