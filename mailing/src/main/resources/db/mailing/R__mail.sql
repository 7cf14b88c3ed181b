-- Mails that wait to be sent. A row is gone once the mail server has taken it: it can hold a code that works once.
create table if not exists mail (
    id         bigint generated always as identity primary key,
    recipient  text        not null,
    subject    text        not null,
    text       text        not null,
    html       text        not null,
    attempts   integer     not null default 0,
    next_at    timestamptz not null default now(),
    created_at timestamptz not null default now()
);

create index if not exists mail_next on mail (next_at);
