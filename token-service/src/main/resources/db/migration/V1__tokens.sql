-- What identity-service tells of accounts. A deleted one never comes back.
create table account (
    id           uuid primary key,
    kind         text   not null check (kind in ('user', 'api-user')),
    status       text   not null check (status in ('active', 'suspended', 'deleted')),
    display_name text   not null,
    revision     bigint not null
);

create table token (
    id          uuid primary key,
    account     uuid        not null references account (id),
    kind        text        not null check (kind in ('personal', 'api-user')),
    name        text        not null,
    -- Made with the account rather than asked for; one each.
    automatic   boolean     not null,
    -- HMAC-SHA-256 of the value under the pepper with this id: the only way from a value to its token.
    hmac        bytea       not null unique,
    pepper      text        not null,
    -- The value under AES-256-GCM with the key of this id, where policy lets it be shown again.
    sealed      bytea,
    sealed_with text,
    hint        text        not null,
    status      text        not null check (status in ('active', 'revoked')),
    -- Raised with every change of what a check sees of the token or its account.
    version     bigint      not null,
    created_at  timestamptz not null,
    expires_at  timestamptz,
    revoked_at  timestamptz
);

create index token_account on token (account, id);
create unique index token_automatic on token (account) where automatic;

-- What workspace-service tells: each account's effective rights in each workspace.
create table scope (
    account            uuid    not null,
    workspace          uuid    not null,
    kind               text    not null,
    status             text    not null check (status in ('active', 'removed')),
    revision           bigint  not null,
    permissions        text[]  not null,
    every_device       text[]  not null,
    device_ids         uuid[]  not null,
    device_permissions text[]  not null,
    -- The revision at which the listed devices or their permissions last changed.
    devices_revision   bigint  not null,
    teams              uuid[]  not null,
    primary key (account, workspace)
);

create table device (
    id        uuid primary key,
    workspace uuid   not null,
    status    text   not null check (status in ('active', 'removed')),
    revision  bigint not null,
    -- [{"team": id, "permissions": [...]}]
    teams     jsonb  not null
);

create table workspace (
    id       uuid primary key,
    status   text   not null check (status in ('active', 'deleted')),
    revision bigint not null
);

-- Changes that are committed here but perhaps not in Redis yet. While one waits, the cache does not count as complete.
create table cache_pending (
    id         bigint generated always as identity primary key,
    account    uuid,
    workspace  uuid,
    device     uuid,
    created_at timestamptz not null default clock_timestamp()
);

-- Which Redis, with which contents, is known to be complete. One row.
create table cache_state (
    singleton  boolean primary key default true check (singleton),
    generation uuid not null,
    server     text not null
);
