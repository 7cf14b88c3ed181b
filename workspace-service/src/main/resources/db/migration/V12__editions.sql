-- Of its roles and teams: another with every change of them, by whomever, so that what is remembered of one stays true. Not
-- a number, which a database put back to an earlier state would give twice.
alter table workspace
    add column edition uuid not null default gen_random_uuid();

create function new_edition() returns trigger language plpgsql as $$
begin
    update workspace set edition = gen_random_uuid() where id = coalesce(new.workspace, old.workspace);
    return null;
end
$$;

create trigger role_edition after insert or update or delete on role
    for each row execute function new_edition();

create trigger team_edition after insert or update or delete on team
    for each row execute function new_edition();
