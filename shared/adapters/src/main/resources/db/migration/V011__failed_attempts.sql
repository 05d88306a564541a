-- Wrong passwords in a row, under a keyed hash of what they were tried on: an address, a device or an account.
CREATE TABLE failed_attempts (
    target        bytea       PRIMARY KEY,
    id            uuid        NOT NULL UNIQUE,
    failures      integer     NOT NULL,
    failed_at     timestamptz NOT NULL,
    blocked_until timestamptz NOT NULL
);
