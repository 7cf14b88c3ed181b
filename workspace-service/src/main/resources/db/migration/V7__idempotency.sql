-- What was answered to a request with an Idempotency-Key, so that the same request gets the same answer and does nothing
-- more. The row is written in the transaction of the request's change, the answer right after it.
create table answered_request (
    caller     uuid        not null,
    key        text        not null,
    -- SHA-256 of what was asked.
    request    bytea       not null,
    status     integer,
    location   text,
    revision   text,
    body       text,
    created_at timestamptz not null,
    primary key (caller, key)
);

create index answered_request_created on answered_request (created_at);
