-- What identity-service tells of accounts.
create table account (
    id           uuid primary key,
    kind         text   not null check (kind in ('user', 'api-user')),
    email        text,
    display_name text   not null,
    status       text   not null,
    revision     bigint not null
);

create index account_email on account (email) where email is not null;

create table organization (
    id         uuid primary key,
    name       text        not null,
    owner      uuid        not null,
    created_at timestamptz not null
);

create index organization_owner on organization (owner);

create table workspace (
    id           uuid primary key,
    organization uuid        not null references organization (id),
    name         text        not null,
    slug         text        not null unique,
    status       text        not null check (status in ('active', 'deleted')),
    -- Raised by one with every change in the workspace, under this row's lock.
    revision     bigint      not null,
    created_at   timestamptz not null
);

create index workspace_organization on workspace (organization);

create table device (
    id         uuid primary key,
    workspace  uuid        not null references workspace (id),
    name       text        not null,
    serial     text,
    tags       varchar[]      not null,
    created_at timestamptz not null,
    unique (workspace, serial)
);

create index device_workspace on device (workspace, id);

create table role (
    id                 uuid primary key,
    workspace          uuid   not null references workspace (id),
    name               text   not null,
    permissions        varchar[] not null,
    device_permissions varchar[] not null,
    unique (workspace, name)
);

create table team (
    id                 uuid primary key,
    workspace          uuid    not null references workspace (id),
    name               text    not null,
    members            uuid[]  not null,
    permissions        varchar[]  not null,
    roles              varchar[]  not null,
    all_devices        boolean not null,
    device_ids         uuid[]  not null,
    device_permissions varchar[]  not null,
    unique (workspace, name)
);

create index team_members on team using gin (members);
create index team_devices on team using gin (device_ids);

create table member (
    workspace          uuid        not null references workspace (id),
    account            uuid        not null,
    kind               text        not null check (kind in ('user', 'api-user')),
    -- Of an API user; a person's name is their account's.
    name               text,
    permissions        varchar[]      not null,
    roles              varchar[]      not null,
    all_devices        boolean     not null,
    device_ids         uuid[]      not null,
    device_permissions varchar[]      not null,
    joined_at          timestamptz not null,
    primary key (workspace, account)
);

create index member_account on member (account, workspace);
create index member_devices on member using gin (device_ids);

create table invitation (
    id                 uuid primary key,
    workspace          uuid        not null references workspace (id),
    email              text        not null,
    status             text        not null check (status in ('pending', 'accepted')),
    account            uuid,
    invited_by         uuid        not null,
    permissions        varchar[]      not null,
    roles              varchar[]      not null,
    all_devices        boolean     not null,
    device_ids         uuid[]      not null,
    device_permissions varchar[]      not null,
    teams              uuid[]      not null,
    created_at         timestamptz not null
);

create unique index invitation_pending on invitation (workspace, email) where status = 'pending';
create index invitation_email on invitation (email) where status = 'pending';
create index invitation_workspace on invitation (workspace, id);
