-- When a token has ended, for those that are no longer kept.
create index token_end on token (least(revoked_at, expires_at)) where revoked_at is not null or expires_at is not null;
