-- Small at all times: an entry goes when its work is done. The ids are in order of time, so the primary key serves the sweeper.
CREATE TABLE outbox (
    id         uuid        PRIMARY KEY,
    kind       text        NOT NULL,
    account_id uuid,
    subject    uuid        NOT NULL,
    created_at timestamptz NOT NULL
);
