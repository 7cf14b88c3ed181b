-- Who administers an organization beside its owner, and to whom its ownership is offered.
create table organization_administrator (
    organization uuid        not null references organization (id),
    account      uuid        not null,
    -- Of the organization, e.g. org:members
    permissions  varchar[]   not null,
    since        timestamptz not null,
    primary key (organization, account)
);

create index organization_administrator_account on organization_administrator (account);

alter table organization
    add column offered_to uuid,
    add column offered_at timestamptz;

create index organization_offered on organization (offered_to) where offered_to is not null;

alter table workspace
    add column logo text,
    drop constraint workspace_status_check,
    add constraint workspace_status_check check (status in ('active', 'archived', 'deleted'));
