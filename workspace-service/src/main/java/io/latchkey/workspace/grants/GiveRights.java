package io.latchkey.workspace.grants;

import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Access;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.devices.Devices;
import io.latchkey.workspace.rights.Catalogue;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.Rights;
import io.latchkey.workspace.rights.Role;
import io.latchkey.workspace.rights.Roles;
import io.latchkey.workspace.rights.Team;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Makes rights of what a caller wrote: everything named must exist, and nothing may go beyond the caller's own. */
@ApplicationScoped
public class GiveRights {
    private final Catalogue catalogue;
    private final Roles roles;
    private final Devices devices;

    GiveRights(Catalogue catalogue, Roles roles, Devices devices) {
        this.catalogue = catalogue;
        this.roles = roles;
        this.devices = devices;
    }

    /** Rights and team seats, judged but not yet given. */
    public record Given(Rights rights, List<Team> teams) {
        /** Puts the account into exactly these teams. */
        public void seat(Change change, UUID account) {
            for (Team team : change.book().teams()) {
                boolean wanted = teams.contains(team);
                if (wanted != team.has(account)) {
                    Set<UUID> accounts = team.accounts();
                    if (wanted) {
                        accounts.add(account);
                    } else {
                        accounts.remove(account);
                    }
                    team.members = accounts.toArray(UUID[]::new);
                    change.rolesOrTeamsChanged();
                }
            }
        }
    }

    /** To somebody new. */
    public Uni<Given> toNewcomer(Access access, MemberRightsInput input) {
        return judge(access, input, new Rights(), List.of(), input.teams);
    }

    /** To a member who holds some already: only what is added must be the caller's to give. */
    public Uni<Given> toMember(Access access, MemberRightsInput input, UUID account, Rights held) {
        return judge(access, input, held, access.book().teamsOf(account), input.teams);
    }

    /** To a team. */
    public Uni<Rights> toTeam(Access access, RightsInput input, Rights held) {
        return judge(access, input, held, List.of(), null).map(Given::rights);
    }

    private Uni<Given> judge(Access access, RightsInput input, Rights held, List<Team> seated, List<UUID> wantedTeams) {
        return custom(access, input).flatMap(custom -> {
            Rights rights = merged(input, held, custom);
            List<Team> teams = wantedTeams == null ? seated : teams(access, wantedTeams);
            return devicesExist(access, input)
                    .flatMap(exist -> reachByTags(access, rights, input))
                    .map(reached -> judged(access, rights, held, teams, seated));
        });
    }

    /** The roles by which callers may name what they give; not asked for where none is named. */
    private Uni<List<Role>> custom(Access access, RightsInput input) {
        return input.roles == null ? Uni.createFrom().item(List.of()) : roles.custom(access.workspace().id);
    }

    private static Given judged(Access access, Rights rights, Rights held, List<Team> teams, List<Team> seated) {
        EffectiveRights before = access.book().effective(held, seated);
        EffectiveRights after = access.book().effective(rights, teams);
        if (rights.isOwner() && !held.isOwner()) {
            access.requireOwner();
        }
        access.requireCovers(after.beyond(before));
        access.requireOnTags(rights, held);
        teams.stream()
                .filter(team -> !seated.contains(team))
                .forEach(team -> access.requireOnTags(team.rights, new Rights()));
        return new Given(rights, teams);
    }

    private Uni<Void> reachByTags(Access access, Rights rights, RightsInput input) {
        if (input.devices == null) {
            return Uni.createFrom().voidItem();
        }
        return devices.withTags(access.workspace().id, rights.deviceTags)
                .invoke(found -> rights.taggedDeviceIds = found.toArray(UUID[]::new))
                .replaceWithVoid();
    }

    private Rights merged(RightsInput input, Rights held, List<Role> custom) {
        Rights rights = new Rights();
        rights.permissions = input.permissions == null
                ? held.permissions
                : catalogue.workspacePermissions("permissions", input.permissions);
        rights.devicePermissions = input.devicePermissions == null
                ? held.devicePermissions
                : catalogue.devicePermissions("devicePermissions", input.devicePermissions);
        rights.roles = input.roles == null ? held.roles : roleKeys(input.roles, custom);
        rights.allDevices = input.devices == null ? held.allDevices : input.devices.all;
        rights.deviceTags = input.devices == null ? held.deviceTags : tags(input.devices);
        rights.taggedDeviceIds = held.taggedDeviceIds;
        rights.deviceIds =
                input.devices == null ? held.deviceIds : ids(input.devices).toArray(UUID[]::new);
        return rights;
    }

    private static String[] tags(RightsInput.Devices devices) {
        return devices.tags == null ? new String[0] : new LinkedHashSet<>(devices.tags).toArray(String[]::new);
    }

    private static Set<UUID> ids(RightsInput.Devices devices) {
        return devices.ids == null ? Set.of() : new LinkedHashSet<>(devices.ids);
    }

    private String[] roleKeys(List<String> asked, List<Role> custom) {
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            keys.add(roleKey(asked.get(i), i, custom));
        }
        return keys.toArray(String[]::new);
    }

    private String roleKey(String asked, int index, List<Role> custom) {
        if (catalogue.builtInRoles().containsKey(asked)) {
            return asked;
        }
        return custom.stream()
                .filter(role -> role.id.toString().equals(asked) || role.name.equals(asked))
                .map(role -> role.id.toString())
                .findFirst()
                .orElseThrow(() -> Refused.field("roles[" + index + "]", "there is no such role"));
    }

    private static List<Team> teams(Access access, List<UUID> asked) {
        List<Team> teams = new ArrayList<>();
        for (UUID id : new LinkedHashSet<>(asked)) {
            teams.add(access.book().teams().stream()
                    .filter(team -> team.id.equals(id))
                    .findFirst()
                    .orElseThrow(() -> Refused.field("teams[" + asked.indexOf(id) + "]", "there is no such team")));
        }
        return teams;
    }

    private Uni<Void> devicesExist(Access access, RightsInput input) {
        List<UUID> asked = input.devices == null ? List.of() : List.copyOf(ids(input.devices));
        return devices.missing(access.workspace().id, new HashSet<>(asked))
                .invoke(missing -> {
                    if (!missing.isEmpty()) {
                        int first = input.devices.ids.indexOf(asked.stream()
                                .filter(missing::contains)
                                .findFirst()
                                .orElseThrow());
                        throw Refused.field("devices.ids[" + first + "]", "there is no such device");
                    }
                })
                .replaceWithVoid();
    }
}
