-- What the outbox has beside its first version; run again whenever this file changes, since the services number their
-- own migrations past it.

-- Whose request made the change; null where nobody's did.
alter table outbox add column if not exists actor uuid;

-- Whoever commits wakes the relay afterwards: transactions that notify wait for one another's commits.
drop trigger if exists outbox_appended on outbox;
drop function if exists outbox_notify();
