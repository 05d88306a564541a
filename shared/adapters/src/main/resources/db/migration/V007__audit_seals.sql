-- Each seal covers the entries after the last one of the seal before, in the order of their ids; numbers have no gaps.
-- The column entries counts those that this seal and all before it cover. The version tells which columns of an entry it covers.
CREATE TABLE audit_seals (
    number    bigint      PRIMARY KEY,
    version   integer     NOT NULL,
    last_id   uuid        NOT NULL,
    entries   bigint      NOT NULL,
    sealed_at timestamptz NOT NULL,
    mac       bytea       NOT NULL
);
