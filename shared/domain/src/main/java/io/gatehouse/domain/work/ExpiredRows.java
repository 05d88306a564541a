package io.gatehouse.domain.work;

import io.gatehouse.domain.basics.Labelled;
import java.util.UUID;

/** Rows that expire, within one transaction. Their ids tell their age. */
public interface ExpiredRows {

    enum Kind implements Labelled {
        SESSION,
        MAIL_TOKEN,
        REGISTRATION,
        EMAIL_CHANGE,
        /** The outbox entry of a mail that the queue never took; comes before the mail. */
        UNQUEUED_MAIL,
        /** Sent or not. */
        MAIL,
        /** As old as the last mail. */
        MAIL_LOG,
        IDEMPOTENCY_KEY,
        /** As old as the last failure. */
        FAILED_ATTEMPTS,
        /** The audit entry of an attempt that failed. */
        AUDIT_ATTEMPT;
    }

    /** Deletes at most {@code limit} rows with smaller ids, the smallest first. Returns how many. */
    int deleteSome(Kind kind, UUID before, int limit);
}
