-- How far each partition of what others tell has been applied: everything that was committed before that.
create table heard (
    topic text not null,
    part int not null,
    at timestamptz not null,
    primary key (topic, part)
);
