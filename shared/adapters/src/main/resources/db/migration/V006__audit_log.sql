CREATE TABLE audit_log (
    subject     uuid        NOT NULL,
    id          uuid        NOT NULL UNIQUE,
    occurred_at timestamptz NOT NULL,
    action      text        NOT NULL,
    actor       text        NOT NULL,
    actor_id    uuid,
    detail      text,
    origin      bytea,
    PRIMARY KEY (subject, id)
);
