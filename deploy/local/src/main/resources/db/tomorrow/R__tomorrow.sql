-- Of tests alone: during a rolling upgrade an instance works on the schema of the next version, which has columns that it
-- does not know.
do
$$
declare
    present name;
begin
    for present in select tablename from pg_tables where schemaname = 'public' and tablename <> 'flyway_schema_history' loop
        execute format('alter table %I add column of_tomorrow text default ''tomorrow''', present);
    end loop;
end
$$;
