-- An archived workspace is closed like a deleted one, but what is in it stays.
alter table workspace
    drop constraint workspace_status_check,
    add constraint workspace_status_check check (status in ('active', 'archived', 'deleted'));
