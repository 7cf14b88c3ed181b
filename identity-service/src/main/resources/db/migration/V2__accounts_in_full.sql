alter table account
    add column email_verified boolean not null default false;

-- Where and with what somebody is logged in, so that they know which session is which.
alter table session
    add column source       text,
    add column user_agent   text,
    add column last_used_at timestamptz;

-- Codes sent by mail; each works once.
create table mailed_code (
    -- SHA-256 of the code.
    hash       bytea primary key,
    account    uuid        not null references account (id) on delete cascade,
    purpose    text        not null check (purpose in ('verify-address', 'reset-password')),
    -- What it was sent to.
    email      text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

create index mailed_code_account on mailed_code (account, purpose, created_at);
create index mailed_code_expiry on mailed_code (expires_at);

create table second_factor (
    account   uuid primary key references account (id) on delete cascade,
    -- The TOTP secret (RFC 6238), AES-256-GCM, and the id of the key that opens it.
    secret    bytea   not null,
    key_id    text    not null,
    -- Only once a code has shown that the secret has arrived.
    active    boolean not null,
    -- The time step of the last code: each works once (RFC 6238 section 5.2).
    last_step bigint  not null,
    -- SHA-256 of the recovery codes that are left, in hexadecimal.
    recovery  varchar[] not null
);
