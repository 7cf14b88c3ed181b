-- A rotated token is good until its overlap ends (expires_at), or until the one it was rotated to is first used.
alter table token
    add column rotated_to uuid references token (id),
    -- When a use after the end was last told of; told once an hour at most.
    add column misuse_told_at timestamptz;

create index token_rotated_to on token (rotated_to) where rotated_to is not null;

-- What was answered to a request that could come again because its answer was lost. Kept for a day.
create table answered_request (
    caller      uuid        not null,
    key         text        not null,
    -- SHA-256 of what was asked, so that a key is not taken for another request's.
    request     bytea       not null,
    token       uuid references token (id),
    sealed      bytea,
    sealed_with text,
    created_at  timestamptz not null,
    primary key (caller, key)
);

create index answered_request_age on answered_request (created_at);
