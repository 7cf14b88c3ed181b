-- Events written with the change they tell of; the relay publishes them and deletes them.
-- The id is given at insert, so two changes of one thing (made one after the other under that thing's row lock) keep
-- their order, however long other transactions take.
create table outbox (
    id            bigint generated always as identity primary key,
    topic         text        not null,
    key           text        not null,
    partition_key text        not null,
    type          text        not null,
    payload       text        not null,
    traceparent   text,
    created_at    timestamptz not null default clock_timestamp()
);

create function outbox_notify() returns trigger language plpgsql as
$$
begin
    perform pg_notify('outbox', '');
    return null;
end
$$;

create trigger outbox_appended after insert on outbox for each statement execute function outbox_notify();
