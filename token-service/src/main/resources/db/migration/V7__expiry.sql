-- How long the tokens of a workspace's API users last, in seconds, and since when that is so.
alter table workspace
    add column token_max_lifetime     bigint,
    add column token_default_lifetime bigint,
    add column token_policy_since     timestamptz;

-- The shortest of the configured times before its end, in seconds, that its end was told of.
alter table token add column warned_before bigint;

create index token_expiry on token (expires_at) where status = 'active' and expires_at is not null;
