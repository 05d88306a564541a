CREATE TABLE sessions (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL UNIQUE,
    epoch      bigint      NOT NULL,
    ip         text        NOT NULL,
    user_agent text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
