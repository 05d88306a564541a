CREATE TABLE mails (
    id           uuid        PRIMARY KEY,
    recipient    text        NOT NULL,
    template     text        NOT NULL,
    locale       text        NOT NULL,
    variables    text        NOT NULL,
    created_at   timestamptz NOT NULL,
    leased_until timestamptz,
    sent_at      timestamptz,
    provider_id  text
);
