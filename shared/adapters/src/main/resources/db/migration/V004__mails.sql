-- A mail forgets whom it was for, and what it said, once it has been sent.
CREATE TABLE mails (
    id           uuid        PRIMARY KEY,
    account_id   uuid,
    recipient    text        NOT NULL,
    template     text        NOT NULL,
    locale       text        NOT NULL,
    variables    text        NOT NULL,
    link_purpose text,
    link_owner   uuid,
    link_state   text,
    kind         text        NOT NULL,
    verified     boolean     NOT NULL,
    created_at   timestamptz NOT NULL,
    leased_until timestamptz,
    sent_at      timestamptz,
    provider_id  text,
    UNIQUE (account_id, id)
);
