package io.gatehouse.domain.upkeep;

import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.work.ExpiredRows.Kind;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Deletes expired rows, the oldest first, one batch per transaction. When it is interrupted the next run goes on;
 * several runs at once share the work.
 *
 * @param sessionLifetime how long a session can live
 */
public record DeleteExpiredRows(Transactions transactions, InstantSource clock, Duration sessionLifetime) {
    private static final int BATCH = 500;
    /** In one run and of one kind. All kinds together take less time than the function has. */
    private static final int MAX_BATCHES = 1_000;

    /** How long rows are kept; docs/data-retention.md has the table. */
    private Duration age(Kind kind) {
        return switch (kind) {
            case SESSION -> sessionLifetime;
            case MAIL_TOKEN -> longestLinkLifetime();
            // A link can be sent until the end, and its own lifetime begins only when the worker sends it.
            case REGISTRATION ->
                Registration.LIFETIME
                        .plus(Purpose.CONFIRM_REGISTRATION.lifetime())
                        .plusDays(1);
            // Its links are valid for an hour after they are sent.
            case EMAIL_CHANGE -> Duration.ofDays(1);
            case UNQUEUED_MAIL -> Duration.ofDays(14);
            // Its message is gone by then: 14 days until it is queued, and 14 days in the dead-letter queue.
            case MAIL -> Duration.ofDays(30);
            case MAIL_LOG -> Duration.ofDays(1);
            case IDEMPOTENCY_KEY -> IdempotencyKeys.KEPT;
            case FAILED_ATTEMPTS, AUDIT_ATTEMPT -> Duration.ofDays(30);
        };
    }

    private static Duration longestLinkLifetime() {
        return Stream.of(Purpose.values())
                .map(Purpose::lifetime)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Returns how many rows of each kind were deleted. */
    public Map<Kind, Integer> delete() {
        var deleted = new EnumMap<Kind, Integer>(Kind.class);
        for (var kind : Kind.values()) {
            deleted.put(kind, delete(kind, Ids.leastOf(clock.instant().minus(age(kind)))));
        }
        return deleted;
    }

    /** A short batch need not be the last: another run may have deleted some of it. */
    private int delete(Kind kind, UUID before) {
        var deleted = 0;
        for (var i = 0; i < MAX_BATCHES; i++) {
            int batch = transactions.run(tx -> tx.expiredRows().deleteSome(kind, before, BATCH));
            if (batch == 0) {
                break;
            }
            deleted += batch;
        }
        return deleted;
    }
}
