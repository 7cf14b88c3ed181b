package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Projection;
import io.latchkey.system.stack.Stack;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever was changed in whatever order, every check answers what a plain recomputation from what workspace-service has
 * says; also after it has lost everything and has read the topics from their start. Random changes from a seed: {@code -Dseed=…} replays.
 */
@ExtendWith(OnTheStack.class)
class RandomChangesJourneyTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final int ROUNDS = 4;
    private static final int CHANGES = 40;
    private static final List<String> PERMISSIONS = List.of("reports", "exports", "zones", "members", "devices");
    private static final List<String> ON_DEVICES = List.of("device:edit", "device:record", "device:command");
    private static final List<String> BUILT_IN = List.of("observer", "editor", "administrator");
    private static final List<String> TAGS = List.of("north", "south", "old");
    private static final List<String> ORGANIZATION = List.of("org:members", "org:workspaces", "org:billing");

    private final Random random = new Random(SEED);
    private final Stack stack;
    private final Checker checker;

    private Person owner;
    private String workspace;
    private String organization;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<Person> people = new ArrayList<>();

    RandomChangesJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    @Test
    void everyCheckAnswersWhatTheTablesSay() {
        owner = Person.registers(stack, "Ada");
        workspace = owner.firstWorkspace();
        organization = "/v1/organizations/" + get("").path("organization");
        tokens.put(owner.account, owner.personalToken());
        for (String name : List.of("Grace", "Lin", "Mary")) {
            Person person = Person.registers(stack, name);
            person.isKnown();
            people.add(person);
            tokens.put(person.account, person.personalToken());
        }
        for (int i = 0; i < 2; i++) {
            String apiUser = owner.createsApiUser(workspace, Map.of("name", "Robot " + i));
            tokens.put(apiUser, owner.tokenOf(apiUser));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < CHANGES; i++) {
                change();
            }
            compare(round);
        }
        stack.without("token-service", () -> Projection.isLost(stack));
        stack.isReady();
        compare(ROUNDS);
    }

    private Response get(String rest) {
        return owner.does().get("/v1/workspaces/" + workspace + rest);
    }

    private String in(String rest) {
        return "/v1/workspaces/" + workspace + rest;
    }

    private List<Map<String, Object>> items(String rest) {
        return get(rest + "?limit=1000").path("items");
    }

    private <T> Set<T> some(List<T> all) {
        Set<T> some = new HashSet<>();
        all.forEach(one -> {
            if (random.nextInt(3) == 0) {
                some.add(one);
            }
        });
        return some;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<String> ids(String rest, String id) {
        List<String> ids = get(rest).path("items." + id);
        return ids;
    }

    private List<String> roles() {
        List<String> roles = new ArrayList<>(BUILT_IN);
        items("/roles").stream()
                .filter(role -> !(Boolean) role.get("builtIn"))
                .forEach(role -> roles.add(role.get("id").toString()));
        return roles;
    }

    private Map<String, Object> rights() {
        Map<String, Object> rights = new HashMap<>();
        rights.put("permissions", some(PERMISSIONS));
        rights.put("roles", some(roles()));
        rights.put("devicePermissions", some(ON_DEVICES));
        rights.put(
                "devices",
                Map.of("all", random.nextInt(6) == 0, "ids", some(ids("/devices", "id")), "tags", some(TAGS)));
        return rights;
    }

    private Map<String, Object> withTeams(Map<String, Object> rights) {
        rights.put("teams", some(ids("/teams", "id")));
        return rights;
    }

    private void change() {
        Response changed = switch (random.nextInt(13)) {
            case 0 ->
                owner.does()
                        .body(Map.of("name", "Device " + random.nextInt(), "tags", some(TAGS)))
                        .post(in("/devices"));
            case 1 ->
                onOne(
                        "/devices",
                        "id",
                        path -> owner.does().body(Map.of("tags", some(TAGS))).patch(path));
            case 2 ->
                random.nextBoolean()
                        ? onOne("/devices", "id", path -> owner.does().delete(path))
                        : null;
            case 3 -> {
                Map<String, Object> team = rights();
                team.put("name", "Team " + random.nextInt());
                team.put("members", some(everybody()));
                yield owner.does().body(team).post(in("/teams"));
            }
            case 4 ->
                onOne("/teams", "id", path -> {
                    Map<String, Object> team = rights();
                    team.put("members", some(everybody()));
                    return owner.does().body(team).patch(path);
                });
            case 5 ->
                random.nextBoolean()
                        ? onOne("/teams", "id", path -> owner.does().delete(path))
                        : null;
            case 6 ->
                owner.does()
                        .body(Map.of(
                                "name",
                                "Role " + random.nextInt(),
                                "permissions",
                                some(PERMISSIONS),
                                "devicePermissions",
                                some(ON_DEVICES)))
                        .post(in("/roles"));
            case 7 ->
                custom(path -> owner.does()
                        .body(Map.of("permissions", some(PERMISSIONS), "devicePermissions", some(ON_DEVICES)))
                        .patch(path));
            case 8 -> custom(path -> owner.does().delete(path));
            case 9 -> joinsOrLeaves(one(people));
            case 10 -> changes(one(people));
            case 11 ->
                onOne(
                        "/api-users",
                        "account",
                        path -> owner.does().body(withTeams(rights())).patch(path));
            default -> administers(one(people));
        };
        if (changed != null) {
            assertThat(changed.statusCode())
                    .as("seed %d: %s", SEED, changed.asString())
                    .isLessThan(400);
        }
    }

    private interface OnPath {
        Response does(String path);
    }

    private Response onOne(String list, String id, OnPath action) {
        List<String> ids = ids(list, id);
        return ids.isEmpty() ? null : action.does(in(list + "/" + one(ids)));
    }

    private Response custom(OnPath action) {
        List<String> custom =
                roles().stream().filter(role -> !BUILT_IN.contains(role)).toList();
        return custom.isEmpty() ? null : action.does(in("/roles/" + one(custom)));
    }

    private List<String> everybody() {
        List<String> everybody = new ArrayList<>(ids("/members", "account"));
        everybody.addAll(ids("/api-users", "account"));
        return everybody;
    }

    private boolean isMember(Person person) {
        return ids("/members", "account").contains(person.account);
    }

    private Response joinsOrLeaves(Person person) {
        if (isMember(person)) {
            return owner.does().delete(in("/members/" + person.account));
        }
        Map<String, Object> invitation = withTeams(rights());
        invitation.put("email", person.email);
        return owner.invites(workspace, invitation);
    }

    private Response changes(Person person) {
        return isMember(person) ? owner.does().body(withTeams(rights())).patch(in("/members/" + person.account)) : null;
    }

    private Response administers(Person person) {
        List<String> there = owner.does().get(organization + "/administrators").path("items.account");
        String path = organization + "/administrators";
        if (!there.contains(person.account)) {
            return owner.does()
                    .body(Map.of("email", person.email, "permissions", List.of(one(ORGANIZATION))))
                    .post(path);
        }
        return random.nextBoolean()
                ? owner.does().delete(path + "/" + person.account)
                : owner.does()
                        .body(Map.of("permissions", List.of(one(ORGANIZATION))))
                        .patch(path + "/" + person.account);
    }

    private void compare(int round) {
        List<Map<String, Object>> devices = items("/devices");
        PlainRights plain = new PlainRights(items("/roles"), devices);
        for (String holders : List.of("/members", "/api-users")) {
            items(holders).forEach(holder -> plain.give(holder.get("account").toString(), holder));
        }
        items("/teams").forEach(plain::giveTeam);
        plain.stand(owner.account, List.of("org:members", "org:workspaces", "org:billing", "org:white_label"));
        List<Map<String, Object>> administrators =
                owner.does().get(organization + "/administrators").path("items");
        administrators.forEach(one -> plain.stand(one.get("account").toString(), PlainRights.list(one, "permissions")));
        String atLeast = "w." + workspace + "." + get("").path("revision");
        tokens.forEach((account, token) -> {
            Ask ask = Ask.token(token).in(workspace).atLeast(atLeast);
            String what = "seed " + SEED + " round " + round + " account " + account;
            PlainRights.Held mine = plain.of(account);
            Response everywhere = decided(ask);
            if (mine == null) {
                assertThat(everywhere.<String>path("verdict")).as(what).isEqualTo("wrong_workspace");
                return;
            }
            Set<String> expected = new TreeSet<>(mine.permissions());
            expected.addAll(mine.everywhere());
            assertThat(permissions(everywhere, what)).as(what).isEqualTo(expected);
            devices.forEach(device -> onDevice(ask, mine, device.get("id").toString(), what));
        });
    }

    private void onDevice(Ask ask, PlainRights.Held mine, String device, String what) {
        Response answer = decided(ask.on(device));
        Set<String> there = mine.on(device);
        if (there.isEmpty()) {
            assertThat(answer.<String>path("verdict"))
                    .as(what + " device " + device)
                    .isEqualTo("wrong_device");
            return;
        }
        there.addAll(mine.permissions());
        assertThat(permissions(answer, what + " device " + device))
                .as(what + " device " + device)
                .isEqualTo(there);
    }

    private static Set<String> permissions(Response answer, String what) {
        assertThat(answer.<String>path("verdict")).as(what).isEqualTo("allowed");
        return new TreeSet<>(answer.<List<String>>path("permissions"));
    }

    private Response decided(Ask ask) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> checker.check(ask), answer -> answer.statusCode() == 200);
    }
}
