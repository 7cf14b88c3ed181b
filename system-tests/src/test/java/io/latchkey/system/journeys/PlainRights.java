package io.latchkey.system.journeys;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What everybody may do, worked out as plainly as it can be from what workspace-service lists. */
final class PlainRights {
    private static final Map<String, String> IMPLIED = Map.of("org:members", "members", "org:workspaces", "basics");

    private final Map<String, Map<String, Object>> roles = new HashMap<>();
    private final List<Map<String, Object>> devices;
    private final Map<String, Held> held = new HashMap<>();

    PlainRights(List<Map<String, Object>> roles, List<Map<String, Object>> devices) {
        roles.forEach(role -> this.roles.put(role.get("id").toString(), role));
        this.devices = devices;
    }

    /** @param on device permissions by device, beside those everywhere */
    record Held(Set<String> permissions, Set<String> everywhere, Map<String, Set<String>> on) {
        Set<String> on(String device) {
            Set<String> there = new TreeSet<>(everywhere);
            there.addAll(on.getOrDefault(device, Set.of()));
            return there;
        }
    }

    /** Null for somebody who has nothing to do with the workspace. */
    Held of(String account) {
        return held.get(account);
    }

    private Held some(String account) {
        return held.computeIfAbsent(account, first -> new Held(new TreeSet<>(), new TreeSet<>(), new HashMap<>()));
    }

    static List<String> list(Map<String, Object> of, String name) {
        @SuppressWarnings("unchecked")
        List<String> list = (List<String>) of.get(name);
        return list;
    }

    void giveTeam(Map<String, Object> team) {
        list(team, "members").forEach(account -> give(account, team));
    }

    void give(String account, Map<String, Object> rights) {
        Held mine = some(account);
        mine.permissions().addAll(list(rights, "permissions"));
        Set<String> onDevices = new TreeSet<>(list(rights, "devicePermissions"));
        onDevices.add("device:view");
        for (String role : list(rights, "roles")) {
            mine.permissions().addAll(list(roles.get(role), "permissions"));
            onDevices.addAll(list(roles.get(role), "devicePermissions"));
            if (role.equals("owner")) {
                mine.everywhere().addAll(list(roles.get(role), "devicePermissions"));
            }
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> reached = (Map<String, Object>) rights.get("devices");
        if ((Boolean) reached.get("all")) {
            mine.everywhere().addAll(onDevices);
        }
        for (Map<String, Object> device : devices) {
            String id = device.get("id").toString();
            boolean byTag = list(device, "tags").stream().anyMatch(list(reached, "tags")::contains);
            if (byTag || list(reached, "ids").contains(id)) {
                mine.on().computeIfAbsent(id, first -> new TreeSet<>()).addAll(onDevices);
            }
        }
    }

    /** What they may do for the organization, and what that implies. */
    void stand(String account, List<String> permissions) {
        Held mine = some(account);
        for (String permission : permissions) {
            mine.permissions().add(permission);
            Optional.ofNullable(IMPLIED.get(permission)).ifPresent(mine.permissions()::add);
        }
    }
}
