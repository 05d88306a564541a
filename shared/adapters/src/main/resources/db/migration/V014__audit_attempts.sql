-- Audit entries of attempts that failed, which anybody can cause. They expire, so no seal covers them.
CREATE TABLE audit_attempts (
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
