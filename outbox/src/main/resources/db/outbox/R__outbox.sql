-- What the outbox has beside its first version; run again whenever this file changes, since the services number their
-- own migrations past it.

-- Whose request made the change; null where nobody's did.
alter table outbox add column if not exists actor uuid;
