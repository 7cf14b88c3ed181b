package io.latchkey.workspace.teams;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.grants.GiveRights;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.Rights;
import io.latchkey.workspace.rights.Team;
import io.latchkey.workspace.rights.Teams;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Creates, changes and deletes teams. Putting somebody into a team gives them all of its rights. */
@ApplicationScoped
class SaveTeam {
    private final ChangeWorkspace changeWorkspace;
    private final Teams teams;
    private final Members members;
    private final GiveRights giveRights;

    SaveTeam(ChangeWorkspace changeWorkspace, Teams teams, Members members, GiveRights giveRights) {
        this.changeWorkspace = changeWorkspace;
        this.teams = teams;
        this.members = members;
        this.giveRights = giveRights;
    }

    Uni<Changed<Team>> create(UUID workspace, TeamInput input) {
        if (input.name == null || input.name.isBlank()) {
            throw Refused.field("name", "must not be blank");
        }
        return changeWorkspace.change(workspace, "members", change -> {
            Team team = new Team();
            team.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
            team.workspace = workspace;
            return save(change, team, input)
                    .invoke(saved -> change.note(Action.TEAM_CREATED, team.id, null, TeamView.of(saved)))
                    .flatMap(teams::persist);
        });
    }

    Uni<Changed<Team>> change(UUID workspace, UUID id, TeamInput input) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> find(workspace, id).flatMap(team -> {
                    TeamView before = TeamView.of(team);
                    return save(change, team, input)
                            .invoke(saved -> change.note(Action.TEAM_CHANGED, id, before, TeamView.of(saved)));
                }));
    }

    Uni<Changed<Void>> delete(UUID workspace, UUID id) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> find(workspace, id)
                        .call(team -> touched(change, team.accounts(), team.rights.devices()))
                        .invoke(team -> change.note(Action.TEAM_DELETED, id, TeamView.of(team), null))
                        .flatMap(teams::delete));
    }

    private Uni<Team> find(UUID workspace, UUID id) {
        return teams.find(workspace, id).onItem().ifNull().failWith(SaveTeam::missing);
    }

    static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such team.");
    }

    private Uni<Team> save(Change change, Team team, TeamInput input) {
        Set<UUID> accounts = team.accounts();
        Set<UUID> devices = team.rights.devices();
        return giveRights.toTeam(change.access(), input, team.rights).flatMap(rights -> {
            noOwnersByTeam(rights);
            nameIsFree(change, input.name, team);
            Set<UUID> wanted = input.members == null ? accounts : new LinkedHashSet<>(input.members);
            if (!accounts.containsAll(wanted)) {
                // Newcomers get all of it, not only what this change adds.
                EffectiveRights whole = change.book().effective(rights, List.of());
                change.access().requireCovers(whole);
                change.access().requireOnTags(rights, new Rights());
            }
            return membersExist(change, input, wanted).flatMap(exist -> {
                team.name = input.name == null ? team.name : input.name.strip();
                team.rights = rights;
                team.members = wanted.toArray(UUID[]::new);
                accounts.addAll(wanted);
                devices.addAll(rights.devices());
                return touched(change, accounts, devices).replaceWith(team);
            });
        });
    }

    private static void noOwnersByTeam(Rights rights) {
        if (rights.isOwner()) {
            throw Refused.field("roles", "a team cannot be an owner");
        }
    }

    private static void nameIsFree(Change change, String name, Team self) {
        boolean taken = name != null
                && change.book().teams().stream()
                        .anyMatch(team -> team.name.equalsIgnoreCase(name.strip()) && !team.id.equals(self.id));
        if (taken) {
            throw Refused.because(Reason.CONFLICT, "A team with this name exists already.");
        }
    }

    private Uni<Void> membersExist(Change change, TeamInput input, Set<UUID> wanted) {
        if (input.members == null || wanted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return members.among(change.workspace().id, wanted)
                .invoke(found -> {
                    Set<UUID> missing = new HashSet<>(wanted);
                    missing.removeAll(found.stream().map(Member::account).collect(Collectors.toSet()));
                    missing.stream().findFirst().ifPresent(account -> {
                        throw Refused.field(
                                "members[" + input.members.indexOf(account) + "]", "there is no such member");
                    });
                })
                .replaceWithVoid();
    }

    private Uni<Void> touched(Change change, Set<UUID> accounts, Set<UUID> devices) {
        change.rolesOrTeamsChanged();
        change.devicesChanged(devices);
        if (accounts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return members.among(change.workspace().id, accounts)
                .invoke(change::membersChanged)
                .replaceWithVoid();
    }
}
