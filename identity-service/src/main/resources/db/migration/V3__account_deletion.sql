-- When an account that somebody has asked to delete ends; logging in before that takes it back.
alter table account
    add column deletes_at timestamptz;

create index account_deletion on account (deletes_at) where deletes_at is not null;

-- Nothing personal is left of a deleted account.
alter table account
    drop constraint account_check;
alter table account
    add constraint account_email_check check (status = 'deleted' or (kind = 'user') = (email is not null));
