-- Each seal covers the entries after the one that the seal before ends with, in the order of their ids.
CREATE TABLE audit_seals (
    id        uuid        PRIMARY KEY,
    last_id   uuid        NOT NULL,
    entries   integer     NOT NULL,
    sealed_at timestamptz NOT NULL,
    seal      bytea       NOT NULL
);
