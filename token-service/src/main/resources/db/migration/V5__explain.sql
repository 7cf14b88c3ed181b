-- Which event a scope's state came from, and for a while what each took away: so that it can be explained.
alter table scope
    add column event    text,
    add column event_at timestamptz,
    add column actor    uuid;

create table scope_loss (
    account            uuid        not null,
    workspace          uuid        not null,
    revision           bigint      not null,
    permissions        text[]      not null,
    every_device       text[]      not null,
    device_ids         uuid[]      not null,
    device_permissions text[]      not null,
    teams              uuid[]      not null,
    event              text,
    at                 timestamptz not null,
    actor              uuid,
    primary key (account, workspace, revision)
);

create index scope_loss_age on scope_loss (at);

create function scope_note_loss() returns trigger language plpgsql as
$$
declare
    loss scope_loss;
begin
    loss.permissions := array(select unnest(old.permissions) except select unnest(new.permissions));
    loss.every_device := array(select unnest(old.every_device) except select unnest(new.every_device));
    loss.device_ids := case when old.device_ids = new.device_ids then '{}'
        else array(select unnest(old.device_ids) except select unnest(new.device_ids)) end;
    loss.device_permissions := array(select unnest(old.device_permissions) except select unnest(new.device_permissions));
    loss.teams := array(select unnest(old.teams) except select unnest(new.teams));
    if cardinality(loss.permissions) + cardinality(loss.every_device) + cardinality(loss.device_ids)
       + cardinality(loss.device_permissions) + cardinality(loss.teams) > 0 or old.status <> new.status then
        insert into scope_loss (account, workspace, revision, permissions, every_device, device_ids,
                                device_permissions, teams, event, at, actor)
        values (new.account, new.workspace, new.revision, loss.permissions, loss.every_device, loss.device_ids,
                loss.device_permissions, loss.teams, new.event, coalesce(new.event_at, clock_timestamp()), new.actor);
    end if;
    return null;
end
$$;

create trigger scope_lost after update on scope for each row execute function scope_note_loss();

-- Who could give a right in a workspace.
create index scope_workspace on scope (workspace) where status = 'active';
