-- One row a sign-in, however often it is refreshed: the counter says which of its refresh tokens is the current one.
CREATE TABLE sessions (
    account_id      uuid        NOT NULL,
    id              uuid        NOT NULL UNIQUE,
    epoch           bigint      NOT NULL,
    refresh_key     bytea       NOT NULL,
    counter         bigint      NOT NULL,
    ip              text        NOT NULL,
    user_agent      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    refreshed_at    timestamptz NOT NULL,
    idle_expires_at timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
