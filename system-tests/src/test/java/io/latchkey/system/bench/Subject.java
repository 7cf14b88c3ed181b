package io.latchkey.system.bench;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.GrpcPeer;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A workspace with some API users, whose tokens are asked about. */
final class Subject {
    private static final int API_USERS = 20;
    private static final int BATCH = 100;
    private static final String JSON = "application/json";

    final Stack stack;
    final Person owner;
    final String workspace;
    final List<String> accounts = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();

    Subject(Stack stack) {
        this.stack = stack;
        owner = Person.registers(stack, "Ada");
        workspace = owner.firstWorkspace();
        for (int i = 0; i < API_USERS; i++) {
            accounts.add(
                    owner.createsApiUser(workspace, Map.of("name", "Robot " + i, "permissions", List.of("reports"))));
        }
        accounts.forEach(account -> tokens.add(owner.tokenOf(account)));
        Checker checker = new Checker(stack);
        tokens.forEach(token -> checker.sees(Ask.token(token).in(workspace).may("reports"), "allowed"));
    }

    String asChecker() {
        return basic(stack.value("/checkClient/id") + ":" + stack.value("/checkClient/secret"));
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    List<byte[]> checks() {
        return tokens.stream()
                .map(token -> Load.post("/v1/check", asChecker(), JSON, question(token)))
                .toList();
    }

    List<byte[]> batches() {
        String body = IntStream.range(0, BATCH)
                .mapToObj(i -> question(tokens.get(i % tokens.size())))
                .collect(Collectors.joining(",", "{\"checks\":[", "]}"));
        return List.of(Load.post("/v1/checks", asChecker(), JSON, body));
    }

    /** As {@code latchkey.v1.Check/Check} takes them. */
    List<byte[]> calls() {
        return tokens.stream()
                .map(token -> GrpcPeer.message(Map.of(1, token, 2, workspace, 3, "reports")))
                .toList();
    }

    String question(String token) {
        return "{\"token\":\"%s\",\"workspace\":\"%s\",\"permission\":\"reports\"}".formatted(token, workspace);
    }
}
