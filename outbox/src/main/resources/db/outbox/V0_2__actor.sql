-- Whose request made the change; null where nobody's did.
alter table outbox add column actor uuid;
