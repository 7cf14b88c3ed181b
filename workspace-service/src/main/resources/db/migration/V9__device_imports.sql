-- Files of devices: taken, then done in the background as one change, or not at all.
create table device_import (
    id           uuid primary key,
    workspace    uuid        not null references workspace (id),
    status       text        not null check (status in ('waiting', 'running', 'done', 'refused', 'failed')),
    lines        integer     not null,
    done         integer     not null default 0,
    -- JSON: the devices; null once it is over.
    devices      text,
    -- JSON: what was wrong with which line.
    errors       text,
    -- Whose request it was, and from where.
    account      uuid        not null,
    token        uuid,
    source       text,
    request_id   text,
    trace_id     text,
    attempts     integer     not null default 0,
    -- Of the workspace, with the change.
    revision     bigint,
    created_at   timestamptz not null,
    -- The last sign of life of whoever does it.
    heartbeat_at timestamptz,
    finished_at  timestamptz
);

create index device_import_workspace on device_import (workspace, id);
create index device_import_open on device_import (created_at) where status in ('waiting', 'running');
create index device_import_finished on device_import (finished_at) where finished_at is not null;
