-- The versions of the permission catalogue that this service has run with.
create table catalogue (
    version     integer primary key,
    -- SHA-256, in hexadecimal, of what must not change without another version.
    fingerprint text        not null,
    permissions varchar[]   not null,
    since       timestamptz not null
);

-- The version by which everybody in it was last told what they hold.
alter table workspace
    add column catalogue integer not null default 1;

create index workspace_catalogue on workspace (catalogue) where status <> 'deleted';
