-- Who did what to which token. Kept as long as the token is.
create table token_audit (
    id     uuid primary key,
    token  uuid        not null references token (id),
    action text        not null,
    actor  uuid,
    client text,
    at     timestamptz not null
);

create index token_audit_token on token_audit (token, id desc);
