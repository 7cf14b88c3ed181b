-- When and how a token was last good for something. Apart from the token: written in batches, and no check reads it.
create table token_use (
    token   uuid primary key,
    at      timestamptz not null,
    network text,
    via     text        not null
);
