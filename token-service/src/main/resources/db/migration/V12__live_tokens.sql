-- What a waiting change of an account is about: these tokens; or those that still count, where only what its tokens share has
-- changed; or else all of them, which is also how an earlier version means and reads it.
alter table cache_pending
    add column tokens uuid[],
    add column live_only boolean not null default false;

-- An account may have many tokens that ended.
create index token_live on token (account, id) where status = 'active';
