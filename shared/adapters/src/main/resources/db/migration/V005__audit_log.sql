CREATE TABLE audit_log (
    id          uuid        PRIMARY KEY,
    occurred_at timestamptz NOT NULL,
    subject     uuid        NOT NULL,
    action      text        NOT NULL,
    detail      text,
    origin      bytea
);
