-- The tokens in the links of mails, by their SHA-256. What they are worth depends on what state their owner is in.
CREATE TABLE mail_tokens (
    owner      uuid        NOT NULL,
    id         uuid        NOT NULL UNIQUE,
    hash       bytea       NOT NULL UNIQUE,
    purpose    text        NOT NULL,
    state      text        NOT NULL,
    expires_at timestamptz NOT NULL,
    tries      integer     NOT NULL,
    PRIMARY KEY (owner, id)
);
