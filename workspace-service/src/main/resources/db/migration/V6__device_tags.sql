-- Devices granted by tag. Which those are is kept beside the tags, and follows each change of a device's tags in its
-- transaction, so that nobody who asks for rights has to look for devices.
alter table member
    add column device_tags       varchar[] not null default '{}',
    add column tagged_device_ids uuid[]    not null default '{}';

alter table team
    add column device_tags       varchar[] not null default '{}',
    add column tagged_device_ids uuid[]    not null default '{}';

alter table invitation
    add column device_tags       varchar[] not null default '{}',
    add column tagged_device_ids uuid[]    not null default '{}';

create index member_device_tags on member using gin (device_tags);
create index member_tagged_devices on member using gin (tagged_device_ids);
create index device_tags on device using gin (tags);
