-- Keys and requests stand here as keyed hashes; an answer can be read with the request that it belongs to, and with nothing else.
-- The account is the one that the answer names, or whose user sent the request.
CREATE TABLE idempotency_keys (
    key           bytea       PRIMARY KEY,
    id            uuid        NOT NULL UNIQUE,
    request       bytea       NOT NULL,
    claimed_until timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    answer        bytea,
    account_id    uuid,
    UNIQUE (account_id, id)
);
