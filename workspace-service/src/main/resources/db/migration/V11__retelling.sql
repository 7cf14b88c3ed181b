-- When everything of it was last told anew, whether or not anybody had missed something. Those there are take their turns.
alter table workspace
    add column told_at timestamptz not null default clock_timestamp();

update workspace set told_at = clock_timestamp() - random() * interval '7 days';

create index workspace_told_at on workspace (told_at) where status <> 'deleted';
