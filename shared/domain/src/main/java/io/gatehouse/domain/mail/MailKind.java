package io.gatehouse.domain.mail;

import io.gatehouse.domain.basics.Labelled;

/** What mails are counted by, so that no kind uses up the quota of another. */
public enum MailKind implements Labelled {
    RESET,
    VERIFY,
    CHANGE,
    /** News about an account. */
    NOTICE,
    /** That somebody registered the address of an account. */
    EXISTS,
    /** Asked for by an administrator or a mailer. */
    SEND
}
