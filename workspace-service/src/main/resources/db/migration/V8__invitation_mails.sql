-- When its mail was last sent, so that a workspace cannot be used to write to the world.
alter table invitation add column sent_at timestamptz;

create index invitation_sent on invitation (workspace, sent_at) where sent_at is not null;
