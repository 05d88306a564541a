package io.gatehouse.domain.mail;

import java.util.Optional;

/** The logs of mailboxes, within one transaction. */
public interface MailLogs {
    Optional<MailLog> find(byte[] mailbox);

    /** Returns false when the mailbox has a log already. */
    boolean add(MailLog log);

    /** Returns false when the log is no longer {@code before}. */
    boolean replace(MailLog before, MailLog after);
}
