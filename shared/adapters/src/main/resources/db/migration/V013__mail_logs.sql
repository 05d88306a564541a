-- The mails of a day to one mailbox, by a keyed hash of its address: a line for each, with its kind, time and id.
CREATE TABLE mail_logs (
    mailbox bytea PRIMARY KEY,
    id      uuid  NOT NULL UNIQUE,
    entries text  NOT NULL
);
