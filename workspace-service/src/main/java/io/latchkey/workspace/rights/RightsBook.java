package io.latchkey.workspace.rights;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.latchkey.workspace.rights.RightsOrigin.From;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A workspace's roles and teams, read once, and the rule that makes effective rights of them: what is given to the
 * member, plus what their roles bring, plus what their teams bring. Device permissions of a role reach the devices
 * that the same holder - member or team - was given; the owner's reach all.
 */
public final class RightsBook {
    private final Catalogue catalogue;
    private final Map<String, RoleRights> roles;
    private final List<Team> teams;

    public RightsBook(Catalogue catalogue, Map<String, RoleRights> roles, List<Team> teams) {
        this.catalogue = catalogue;
        this.roles = roles;
        this.teams = teams;
    }

    /**
     * Where the book of a workspace is got; needs a session. The roles of an edition, and whether it has teams, never change
     * and are remembered, so that most requests ask PostgreSQL for neither.
     */
    @ApplicationScoped
    public static class Shelf {
        private static final int REMEMBERED = 5000;
        /** A workspace with more roles of its own is not remembered, so that nobody can fill the memory with them. */
        private static final int MOST_ROLES = 20;

        private final Cache<UUID, Edition> editions =
                Caffeine.newBuilder().maximumSize(REMEMBERED).build();
        private final Catalogue catalogue;
        private final Roles roles;
        private final Teams teams;

        Shelf(Catalogue catalogue, Roles roles, Teams teams) {
            this.catalogue = catalogue;
            this.roles = roles;
            this.teams = teams;
        }

        private record Edition(Map<String, RoleRights> roles, boolean hasTeams) {}

        /**
         * @param edition as read with the workspace in the transaction or session under way, before anything of its roles
         *     or teams was changed there; null where that is not known
         */
        public Uni<RightsBook> open(UUID workspace, UUID edition) {
            Edition known = edition == null ? null : editions.getIfPresent(edition);
            if (known == null) {
                return read(workspace).invoke(book -> remember(edition, book));
            }
            Uni<List<Team>> present =
                    known.hasTeams() ? teams.of(workspace) : Uni.createFrom().item(List.of());
            return present.map(all -> new RightsBook(catalogue, known.roles(), all));
        }

        /** As it is now. */
        public Uni<RightsBook> read(UUID workspace) {
            return roles.byKey(workspace)
                    .flatMap(byKey -> teams.of(workspace).map(all -> new RightsBook(catalogue, byKey, all)));
        }

        private void remember(UUID edition, RightsBook book) {
            int ownRoles = book.roles.size() - catalogue.builtInRoles().size();
            if (edition != null && ownRoles <= MOST_ROLES) {
                editions.put(edition, new Edition(book.roles, !book.teams.isEmpty()));
            }
        }
    }

    public List<Team> teamsOf(UUID account) {
        return teams.stream().filter(team -> team.has(account)).toList();
    }

    public List<Team> teams() {
        return teams;
    }

    /**
     * By device, the teams that hold it by name or tag; those that hold all devices are told with their members instead.
     */
    public Map<UUID, List<Team>> teamsListing(Collection<UUID> devices) {
        Set<UUID> wanted = new HashSet<>(devices);
        Map<UUID, List<Team>> listing = new HashMap<>();
        for (Team team : teams) {
            for (UUID device : team.rights.devices()) {
                if (wanted.contains(device)) {
                    listing.computeIfAbsent(device, first -> new ArrayList<>()).add(team);
                }
            }
        }
        return listing;
    }

    public boolean knowsRole(String key) {
        return roles.containsKey(key);
    }

    /** @param account whose teams count; null for rights that are not (yet) a member's */
    public EffectiveRights effective(UUID account, Rights own) {
        return effective(own, account == null ? List.of() : teamsOf(account));
    }

    public EffectiveRights effective(Rights own, List<Team> teams) {
        Set<String> permissions = new HashSet<>();
        Set<String> everyDevice = new HashSet<>();
        List<DeviceGrant> grants = new ArrayList<>();
        add(own, permissions, everyDevice, grants);
        teams.forEach(team -> add(team.rights, permissions, everyDevice, grants));
        return new EffectiveRights(permissions, everyDevice, grants);
    }

    /** Where what {@link #effective} says comes from: all of these together are exactly that. */
    public List<RightsOrigin> origins(UUID account, Rights own) {
        List<RightsOrigin> origins = new ArrayList<>();
        origins.add(new RightsOrigin(From.MEMBER, null, effective(own.withRoles(), List.of())));
        for (String role : own.roles) {
            Rights byRole = own.withRoles(role);
            byRole.permissions = new String[0];
            byRole.devicePermissions = new String[0];
            origins.add(new RightsOrigin(From.ROLE, role, effective(byRole, List.of())));
        }
        teamsOf(account)
                .forEach(team -> origins.add(
                        new RightsOrigin(From.TEAM, team.id.toString(), effective(team.rights, List.of()))));
        return origins;
    }

    private void add(Rights rights, Set<String> permissions, Set<String> everyDevice, List<DeviceGrant> grants) {
        permissions.addAll(catalogue.held(List.of(rights.permissions)));
        for (String key : rights.roles) {
            // A role that was deleted meanwhile brings nothing.
            RoleRights role = roles.getOrDefault(key, new RoleRights(Set.of(), Set.of(), false));
            permissions.addAll(role.permissions());
            if (role.everyDevice()) {
                everyDevice.addAll(role.devicePermissions());
            }
        }
        Set<String> onDevices = devicePermissions(rights);
        if (rights.allDevices) {
            everyDevice.addAll(onDevices);
        }
        if (rights.hasDevices()) {
            grants.add(new DeviceGrant(rights.devices(), onDevices));
        }
    }

    /** What these rights allow on the devices they name. */
    public Set<String> devicePermissions(Rights rights) {
        Set<String> permissions = catalogue.held(List.of(rights.devicePermissions));
        for (String key : rights.roles) {
            RoleRights role = roles.get(key);
            if (role != null) {
                permissions.addAll(role.devicePermissions());
            }
        }
        permissions.add(catalogue.impliedByDeviceGrant());
        return permissions;
    }
}
