package io.gatehouse.localcloud.services.aws;

/** What a test can make SES do to a mail. */
public enum SesFault {
    /** Answers 429 {@code TooManyRequestsException}. */
    THROTTLED,
    /** Answers 400 {@code MessageRejected}. */
    REJECTED,
    /** Answers 500. */
    FAILING,
    /** Takes no mail and does not answer. */
    HANGING,
    /** Takes the mail and does not answer, as when the connection is lost on the way back. */
    ANSWER_LOST
}
