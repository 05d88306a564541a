package io.gatehouse.domain.mail;

import io.gatehouse.domain.mail.MailLink.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The mails within one transaction. */
public interface Mails {

    /** The answer to a worker that wants to send a mail. */
    sealed interface Claim {
        /** The mail is the worker's until {@code until}. */
        record Granted(Mail mail, Instant until) implements Claim {}

        /** Another worker has it. */
        record Busy() implements Claim {}

        record Sent() implements Claim {}

        record Unknown() implements Claim {}
    }

    /** @param sentAt null before the mail is sent; after that, its recipient and its variables are erased */
    record Kept(Mail mail, @Nullable Instant sentAt) {}

    void add(Mail mail);

    /** An account's mails, newest first, except those with a link for one purpose. */
    List<Kept> ofAccount(UUID accountId, Purpose except, int limit);

    /**
     * Makes decoys of at most {@code limit} unsent mails of an account, except those of one template. Returns how many.
     */
    int withdrawSome(UUID accountId, MailTemplate except, int limit);

    /** Claims a mail that is neither sent nor claimed by another at {@code now}. */
    Claim claim(UUID id, Instant now, Instant until);

    /**
     * Records that the provider took a mail ({@code providerId} is null for a decoy); erases its recipient and
     * variables.
     */
    void markSent(UUID id, @Nullable String providerId, Instant at);

    /** Gives a claim back before it ends. Does nothing when it is not the one until {@code until}. */
    void release(UUID id, Instant until);
}
