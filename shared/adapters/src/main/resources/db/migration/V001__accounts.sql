-- One DDL statement a file, no sequence, foreign key, trigger or extension, indexes only by constraints: the schema runs on Aurora DSQL too.
CREATE TABLE accounts (
    id               uuid        PRIMARY KEY,
    email            text        NOT NULL,
    email_key        text        NOT NULL UNIQUE,
    email_verified   boolean     NOT NULL,
    display_name     text,
    locale           text        NOT NULL,
    roles            text        NOT NULL,
    status           text        NOT NULL,
    epoch            bigint      NOT NULL,
    revision         bigint      NOT NULL,
    pseudonym        uuid        NOT NULL,
    pseudonym_key    bytea       NOT NULL,
    first_sign_in_at timestamptz,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);
