package io.latchkey.system.journeys;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class ImportJourneyTest {
    private static final int PUMPS = 20_000;

    private final Stack stack;
    private final Checker checker;

    ImportJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    private Response sends(Person ada, String workspace, String file) {
        return ada.does().contentType("text/csv").body(file).post("/v1/workspaces/" + workspace + "/devices/imports");
    }

    @Test
    void devicesOfAFileAreCheckedLikeAnyOthers() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        String token = ada.tokenOf(ada.createsApiUser(
                workspace,
                Map.of(
                        "name",
                        "Pump control",
                        "devices",
                        Map.of("tags", List.of("pumps")),
                        "devicePermissions",
                        List.of("device:command"))));
        StringBuilder file = new StringBuilder("name,serial,tags\nValve,V-1,valves\n");
        for (int i = 0; i < PUMPS; i++) {
            file.append("Pump ").append(i).append(",P-").append(i).append(",pumps\n");
        }

        String started = sends(ada, workspace, file.toString())
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Response done = await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> ada.does().get("/v1/workspaces/" + workspace + "/devices/imports/" + started),
                        answer -> answer.path("finishedAt") != null);

        done.then().body("status", equalTo("done")).body("done", equalTo(PUMPS + 1));
        List<String> devices = ada.does()
                .get("/v1/workspaces/" + workspace + "/devices?limit=2")
                .path("items.id");
        checker.sees(Ask.token(token).in(workspace).may("device:command").on(devices.get(1)), "allowed");
        checker.finds(Ask.token(token).in(workspace).may("device:command").on(devices.get(0)), "wrong_device");
    }

    @Test
    void aFileWithAFaultImportsNothing() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();

        sends(ada, workspace, "name,serial\nPump,1\n,2\n")
                .then()
                .statusCode(400)
                .body("violations.field", contains("line 3, name"));

        ada.does().get("/v1/workspaces/" + workspace + "/devices").then().body("items", equalTo(List.of()));
    }
}
