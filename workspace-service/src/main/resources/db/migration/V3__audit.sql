-- Who did what: a chain of entries for each workspace and each organization. A MAC over an entry and the one before it
-- shows whether one was changed, put in or taken out; the seal over the ends shows whether they were.
create table audit_log (
    id           uuid primary key,
    organization uuid   not null,
    workspace    uuid,
    -- Numbers of the entries there are: from oldest + 1 to newest.
    oldest       bigint not null,
    newest       bigint not null,
    oldest_mac   bytea  not null,
    newest_mac   bytea  not null,
    seal         bytea  not null
);

create table audit_entry (
    id           uuid primary key,
    log          uuid        not null references audit_log (id),
    number       bigint      not null,
    organization uuid        not null,
    workspace    uuid,
    at           timestamptz not null,
    actor        uuid,
    token        uuid,
    source       text,
    request_id   text,
    trace_id     text,
    action       text        not null,
    target       text        not null,
    -- JSON, as text: what the MAC was made of must come back letter by letter.
    before_it    text,
    after_it     text,
    key_id       text        not null,
    mac          bytea       not null,
    unique (log, number)
);

create index audit_entry_workspace on audit_entry (workspace, id desc) where workspace is not null;
create index audit_entry_organization on audit_entry (organization, id desc);
create index audit_entry_at on audit_entry (at);
