alter table account
    add column email_verified boolean not null default false;

alter table invitation
    -- SHA-256 of the code in the mail.
    add column code_hash  bytea unique,
    add column expires_at timestamptz,
    drop constraint invitation_status_check,
    add constraint invitation_status_check check (status in ('pending', 'accepted', 'declined'));

update invitation set expires_at = created_at + interval '14 days';

alter table invitation alter column expires_at set not null;
