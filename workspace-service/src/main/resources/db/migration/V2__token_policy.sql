-- How long API users' tokens may last, in seconds; null for no limit.
alter table workspace
    add column token_max_lifetime     bigint,
    add column token_default_lifetime bigint;
