package io.gatehouse.domain.audit;

import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.domain.limit.RateLimiter;
import java.time.Duration;
import java.util.UUID;

/**
 * Bounds the entries of what an account can do again and again without a cost: entries are kept for good. Ask it
 * outside of a transaction.
 */
public record AuditQuota(RateLimiter limiter) {
    private static final Quota QUOTA = new Quota(1, Duration.ofHours(1));

    /** Whether to record what an account does to itself: once an hour. */
    public boolean admits(Action action, UUID account) {
        return admits(action, account, account);
    }

    /** Whether to record what an account does to another: once an hour for each of them. */
    public boolean admits(Action action, UUID actor, UUID subject) {
        return limiter.take("audit:{%s}:%s:%s".formatted(actor, action.label(), subject), QUOTA)
                .allowed();
    }
}
