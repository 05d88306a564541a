package io.gatehouse.domain.mail;

import io.gatehouse.domain.mail.MailLink.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The mails within one transaction. */
public interface Mails {

    /** What a worker that wants to send a mail is told. */
    sealed interface Claim {
        /** It is the worker's until {@code until}; whoever comes in that time is told {@link Busy}. */
        record Granted(Mail mail, Instant until) implements Claim {}

        /** Another worker has it. */
        record Busy() implements Claim {}

        /** It has been sent. */
        record Sent() implements Claim {}

        /** There is no such mail. */
        record Unknown() implements Claim {}
    }

    /**
     * A mail as it is kept.
     *
     * @param sentAt null when it has not been sent; once it has, what it said and whom it was for are forgotten
     */
    record Kept(Mail mail, @Nullable Instant sentAt) {}

    void add(Mail mail);

    /** An account's mails, newest first, but none with a link of this purpose. */
    List<Kept> of(UUID accountId, Purpose except, int limit);

    /**
     * Makes mails for nobody of some of an account's that have not been sent, at most {@code limit}, but of none of
     * this template. Returns how many they are.
     */
    int withdrawSome(UUID accountId, MailTemplate except, int limit);

    /** Claims a mail that is neither sent nor another's at {@code now}. */
    Claim claim(UUID id, Instant now, Instant until);

    /**
     * Records that the provider took the mail, and forgets what it said and whom it was for.
     *
     * @param providerId null when the mail was for nobody
     */
    void sent(UUID id, @Nullable String providerId, Instant at);

    /** Gives a claim back before its time; does nothing when it is no longer the one until {@code until}. */
    void release(UUID id, Instant until);
}
