package io.gatehouse.domain.store;

import java.util.Locale;
import java.util.UUID;

/** What stays behind once it is of no more use, within one transaction. Its ids tell how old it is. */
public interface OldRows {

    /** The kinds of rows that grow old. */
    enum Kind {
        SESSION,
        MAIL_TOKEN,
        REGISTRATION,
        EMAIL_CHANGE,
        /** The entry in the outbox of a mail that no queue has taken; comes before the mail. */
        UNQUEUED_MAIL,
        /** Sent or not. */
        MAIL,
        IDEMPOTENCY_KEY,
        /** As old as the last of the failures. */
        FAILED_ATTEMPTS;

        /** The kind's name in logs. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Removes some rows whose ids are less, the least first, at most {@code limit}. Returns how many. */
    int removeSome(Kind kind, UUID before, int limit);
}
