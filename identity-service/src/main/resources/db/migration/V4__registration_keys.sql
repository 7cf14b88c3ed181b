-- SHA-256 of the Idempotency-Key and the address that somebody registered with: so that who sends the same once more, since
-- the answer was lost, is answered alike. For a day.
alter table account
    add column registration_key bytea;
