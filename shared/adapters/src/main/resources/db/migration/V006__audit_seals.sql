-- Each seal covers the entries after the one that the seal before ends with, in the order of their ids; numbers have no gaps.
-- As many entries as stand here are covered by the seal and all before it together.
CREATE TABLE audit_seals (
    number    bigint      PRIMARY KEY,
    last_id   uuid        NOT NULL,
    entries   bigint      NOT NULL,
    sealed_at timestamptz NOT NULL,
    mac       bytea       NOT NULL
);
