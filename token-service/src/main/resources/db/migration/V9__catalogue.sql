-- The versions of the permission catalogue that this service has run with.
create table catalogue (
    version     integer primary key,
    -- SHA-256, in hexadecimal, of what must not change without another version.
    fingerprint text        not null,
    permissions varchar[]   not null,
    since       timestamptz not null
);
