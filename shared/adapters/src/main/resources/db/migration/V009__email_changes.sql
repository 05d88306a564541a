-- At most one change of address under way for each account.
CREATE TABLE email_changes (
    account_id uuid    PRIMARY KEY,
    id         uuid    NOT NULL UNIQUE,
    email      text    NOT NULL,
    email_key  text    NOT NULL,
    old_agreed boolean NOT NULL,
    new_agreed boolean NOT NULL,
    UNIQUE (email_key, id)
);
