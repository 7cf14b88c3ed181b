package io.latchkey.workspace.roles;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.rights.Catalogue;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.Role;
import io.latchkey.workspace.rights.RoleRights;
import io.latchkey.workspace.rights.Roles;
import io.latchkey.workspace.rights.Team;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/**
 * Creates, changes and deletes a workspace's own roles; everybody who holds one follows. A role's device permissions
 * reach whatever devices its holders have, so whoever puts one in must hold it on every device.
 */
@ApplicationScoped
class SaveRole {
    private final ChangeWorkspace changeWorkspace;
    private final Roles roles;
    private final Members members;
    private final Catalogue catalogue;

    SaveRole(ChangeWorkspace changeWorkspace, Roles roles, Members members, Catalogue catalogue) {
        this.changeWorkspace = changeWorkspace;
        this.roles = roles;
        this.members = members;
        this.catalogue = catalogue;
    }

    Uni<Changed<Role>> create(UUID workspace, RoleResource.RoleInput input) {
        if (input.name() == null || input.name().isBlank()) {
            throw Refused.field("name", "must not be blank");
        }
        return changeWorkspace.change(workspace, "members", change -> {
            Role role = new Role();
            role.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
            role.workspace = workspace;
            return nameIsFree(workspace, input.name(), role)
                    .invoke(free -> apply(change, role, input))
                    .invoke(free -> change.note(Action.ROLE_CREATED, role.id, null, RoleView.of(role)))
                    .flatMap(free -> roles.persist(role));
        });
    }

    Uni<Changed<Role>> change(UUID workspace, UUID id, RoleResource.RoleInput input) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> find(workspace, id)
                        .call(role -> nameIsFree(workspace, input.name(), role))
                        .invoke(role -> {
                            RoleView before = RoleView.of(role);
                            apply(change, role, input);
                            change.note(Action.ROLE_CHANGED, role.id, before, RoleView.of(role));
                        })
                        .call(role -> holdersFollow(change, role)));
    }

    /** Holders lose what it brought. */
    Uni<Changed<Void>> delete(UUID workspace, UUID id) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> find(workspace, id)
                        .call(role -> holdersFollow(change, role))
                        .invoke(role -> change.note(Action.ROLE_DELETED, role.id, RoleView.of(role), null))
                        .call(role -> dropFromHolders(change, role))
                        .flatMap(roles::delete));
    }

    private Uni<Role> find(UUID workspace, UUID id) {
        return roles.find(workspace, id).onItem().ifNull().failWith(SaveRole::missing);
    }

    static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such role.");
    }

    private Uni<Void> nameIsFree(UUID workspace, String name, Role self) {
        if (name == null) {
            return Uni.createFrom().voidItem();
        }
        String wanted = name.strip();
        return roles.custom(workspace)
                .invoke(all -> {
                    boolean taken = all.stream()
                            .anyMatch(role -> role.name.equalsIgnoreCase(wanted) && !role.id.equals(self.id));
                    if (taken || catalogue.builtInRoles().containsKey(wanted.toLowerCase(java.util.Locale.ROOT))) {
                        throw Refused.because(Reason.CONFLICT, "A role with this name exists already.");
                    }
                })
                .replaceWithVoid();
    }

    private void apply(Change change, Role role, RoleResource.RoleInput input) {
        EffectiveRights before = asGiven(role.rights());
        if (input.name() != null) {
            role.name = input.name().strip();
        }
        if (input.permissions() != null) {
            role.permissions = catalogue.workspacePermissions("permissions", input.permissions());
        }
        if (input.devicePermissions() != null) {
            role.devicePermissions = catalogue.devicePermissions("devicePermissions", input.devicePermissions());
        }
        change.access().requireCovers(asGiven(role.rights()).beyond(before));
    }

    private static EffectiveRights asGiven(RoleRights rights) {
        return new EffectiveRights(rights.permissions(), rights.devicePermissions(), List.of());
    }

    private Uni<Void> holdersFollow(Change change, Role role) {
        change.rolesOrTeamsChanged();
        UUID workspace = change.workspace().id;
        Set<UUID> inTeams = new HashSet<>();
        for (Team team : teamsWith(change, role)) {
            inTeams.addAll(team.accounts());
            change.devicesChanged(team.rights.devices());
        }
        return members.withRole(workspace, role.id.toString())
                .invoke(change::membersChanged)
                .flatMap(holders -> members.among(workspace, inTeams))
                .invoke(change::membersChanged)
                .replaceWithVoid();
    }

    private static List<Team> teamsWith(Change change, Role role) {
        return change.book().teams().stream()
                .filter(team -> team.rights.hasRole(role.id.toString()))
                .toList();
    }

    private Uni<Void> dropFromHolders(Change change, Role role) {
        teamsWith(change, role).forEach(team -> team.rights.roles = without(team.rights.roles, role));
        return members.withRole(change.workspace().id, role.id.toString())
                .invoke(holders -> holders.forEach(holder -> holder.rights.roles = without(holder.rights.roles, role)))
                .replaceWithVoid();
    }

    private static String[] without(String[] keys, Role role) {
        return Arrays.stream(keys)
                .filter(key -> !key.equals(role.id.toString()))
                .toArray(String[]::new);
    }
}
