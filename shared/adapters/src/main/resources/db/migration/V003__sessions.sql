-- One row for each sign-in, however often it is refreshed: the counter tells which of its refresh tokens is the newest.
CREATE TABLE sessions (
    account_id      uuid        NOT NULL,
    id              uuid        NOT NULL UNIQUE,
    epoch           bigint      NOT NULL,
    refresh_key     bytea       NOT NULL,
    counter         bigint      NOT NULL,
    refreshed_at    timestamptz NOT NULL,
    refreshed_by    bytea       NOT NULL,
    late_counter    bigint      NOT NULL,
    late_streak     integer     NOT NULL,
    amr             text        NOT NULL,
    auth_time       timestamptz NOT NULL,
    ip              text        NOT NULL,
    user_agent      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    idle_expires_at timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
