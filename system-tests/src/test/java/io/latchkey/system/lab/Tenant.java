package io.latchkey.system.lab;

import io.latchkey.system.people.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workspace with API users whose rights change, and somebody who has nothing to look for in it. */
final class Tenant {
    private static final int HOLDERS = 8;
    /** The last of them, whose rights nobody changes and whose tokens no client revokes. */
    static final int QUIET = 2;

    final Person owner;
    final String workspace;
    final String foreignToken;
    /** While it is set some of them are left as they are: what a fault has lost of them nothing later puts right. */
    volatile boolean resting;

    /** What goes on in it, while something does. */
    volatile Workload clients;

    /** Their tokens by account. */
    final Map<String, String> holders = new LinkedHashMap<>();

    Tenant(Served served) {
        owner = served.registers("Ada");
        workspace = owner.firstWorkspace();
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < HOLDERS; i++) {
            accounts.add(owner.createsApiUser(workspace, Map.of("name", "Robot " + i, "permissions", Workload.RIGHTS)));
        }
        accounts.forEach(account -> holders.put(account, owner.tokenOf(account)));
        Person stranger = served.registers("Mallory");
        foreignToken = stranger.personalToken();
    }

    Map<String, String> asOwner() {
        return Map.of("Authorization", owner.authorization());
    }

    String path(String account) {
        return "/v1/workspaces/" + workspace + "/api-users/" + account;
    }
}
