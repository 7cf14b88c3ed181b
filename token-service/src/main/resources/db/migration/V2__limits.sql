-- What a token is cut down to; null where it is not limited by that. And what its holder says it is for.
alter table token
    add column description       text,
    add column limit_permissions varchar[],
    add column limit_workspaces  uuid[],
    add column limit_devices     uuid[],
    add column limit_networks    varchar[];
