-- Sign-up mode "verified": what becomes an account when its link is used.
CREATE TABLE registrations (
    email_key     text        NOT NULL,
    id            uuid        NOT NULL UNIQUE,
    email         text        NOT NULL,
    password_hash text        NOT NULL,
    locale        text        NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    PRIMARY KEY (email_key, id)
);
