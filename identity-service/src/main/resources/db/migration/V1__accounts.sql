create table account (
    id              uuid primary key,
    kind            text        not null check (kind in ('user', 'api-user')),
    email           text unique,
    display_name    text        not null,
    status          text        not null check (status in ('active', 'suspended', 'deleted')),
    company         text,
    revision        bigint      not null,
    -- Of the event an API user's account was made from; older ones are ignored.
    source_revision bigint      not null default 0,
    created_at      timestamptz not null,
    check ((kind = 'user') = (email is not null))
);

create table password (
    account uuid primary key references account (id) on delete cascade,
    hash    text not null
);

create table session (
    id            uuid primary key,
    account       uuid        not null references account (id) on delete cascade,
    -- SHA-256 of the refresh token that works, and of the one before it: using that one again ends the session.
    refresh_hash  bytea       not null unique,
    previous_hash bytea unique,
    logged_in_at  timestamptz not null,
    expires_at    timestamptz not null,
    ended_at      timestamptz
);

create index session_account on session (account);
create index session_expiry on session (expires_at);

create table login_failure (
    key       text primary key,
    failures  integer     not null,
    forget_at timestamptz not null
);

create index login_failure_forget on login_failure (forget_at);
