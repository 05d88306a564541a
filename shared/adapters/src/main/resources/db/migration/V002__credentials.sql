-- What proves that somebody owns an account, any number for each. The name finds a credential among those of its kind; a password's is its account's id.
CREATE TABLE credentials (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL UNIQUE,
    kind       text        NOT NULL,
    name       text        NOT NULL,
    secret     text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (kind, name)
);
