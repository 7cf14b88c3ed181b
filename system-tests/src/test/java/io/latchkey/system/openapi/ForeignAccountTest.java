package io.latchkey.system.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.system.openapi.Described.Operation;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Nothing across tenants: every operation that is about something by its id, asked by somebody with an account and a
 * workspace of their own about somebody else's things. What is foreign is missing, or not allowed; nothing else.
 */
@ExtendWith(OnTheStack.class)
class ForeignAccountTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final Stack stack;

    ForeignAccountTest(Stack stack) {
        this.stack = stack;
    }

    /** Ids of Ada's things, by the path before a parameter and its name. */
    private Map<String, String> adasThings(Person ada) {
        Person guest = Person.registers(stack, "Guest");
        guest.isKnown();
        String workspace = ada.firstWorkspace();
        String in = "/v1/workspaces/" + workspace;
        Map<String, String> things = new HashMap<>();
        things.put("workspaces/{workspace}", workspace);
        String organization = ada.does().get(in).path("organization");
        things.put("organizations/{organization}", organization);
        ada.does()
                .body(Map.of("email", guest.email, "permissions", List.of("org:billing")))
                .post("/v1/organizations/" + organization + "/administrators")
                .then()
                .statusCode(201);
        things.put("administrators/{account}", guest.account);
        things.put("devices/{device}", ada.createsDevice(workspace, "Boiler"));
        things.put(
                "imports/{import}",
                ada.does()
                        .contentType("text/csv")
                        .body("name\nPump\n")
                        .post(in + "/devices/imports")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id"));
        things.put("roles/{role}", made(ada, in + "/roles", Map.of("name", "Night"), "id"));
        things.put("teams/{team}", made(ada, in + "/teams", Map.of("name", "Night"), "id"));
        String apiUser = ada.createsApiUser(workspace, Map.of("name", "Robot"));
        things.put("api-users/{account}", apiUser);
        ada.tokenOf(apiUser);
        things.put(
                "invitations/{invitation}",
                made(ada, in + "/invitations", Map.of("email", Person.address("Nobody")), "id"));
        ada.invites(workspace, Map.of("email", guest.email, "permissions", List.of("reports")));
        things.put("members/{account}", guest.account);
        ada.personalToken();
        things.put("tokens/{token}", ada.does().get("/v1/tokens").path("items[0].id"));
        things.put("sessions/{session}", ada.does().get("/v1/sessions").path("items[0].id"));
        return things;
    }

    private static String made(Person ada, String path, Map<String, Object> body, String id) {
        return ada.does().body(body).post(path).then().statusCode(201).extract().path(id);
    }

    @Test
    void everythingForeignIsMissingOrNotAllowed() {
        Map<String, String> adas = adasThings(Person.registers(stack, "Ada"));
        Person mallory = Person.registers(stack, "Mallory");
        Map<String, String> mixed = new HashMap<>(adas);
        mixed.put("workspaces/{workspace}", mallory.firstWorkspace());
        mixed.put(
                "organizations/{organization}",
                mallory.does().get("/v1/workspaces/" + mallory.firstWorkspace()).path("organization"));
        List<String> wrong = new ArrayList<>();
        int[] asked = {0};
        Described.all(stack)
                .forEach(service -> service.operations().stream()
                        .filter(operation -> operation.path().contains("{") && isForCallers(operation))
                        .forEach(operation -> {
                            Stream<Map<String, String>> ways =
                                    parameters(operation) > 1 ? Stream.of(adas, mixed) : Stream.of(adas);
                            ways.forEach(things -> {
                                asked[0]++;
                                Response answer = ask(service, operation, things, mallory);
                                if (answer.statusCode() != 403 && answer.statusCode() != 404) {
                                    wrong.add(operation + " " + answer.statusCode() + " " + answer.asString());
                                }
                            });
                        }));

        assertThat(wrong).isEmpty();
        assertThat(asked[0]).isGreaterThan(60);
    }

    /** What is for programs and operators is not asked with an account. */
    private static boolean isForCallers(Operation operation) {
        String security = operation.description().path("security").toString();
        return !security.contains("client") && !security.contains("operator");
    }

    private static int parameters(Operation operation) {
        return (int) PARAMETER.matcher(operation.path()).results().count();
    }

    private Response ask(Described service, Operation operation, Map<String, String> things, Person mallory) {
        RequestSpecification request = RestAssured.given()
                .baseUri(service.address())
                .header("Authorization", mallory.authorization())
                .header("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode body = operation.description().path("requestBody");
        if (!body.isMissingNode()) {
            JsonNode content = service.resolved(body).path("content");
            String type = content.fieldNames().next();
            JsonNode valid =
                    new Sample(service, new Random()).valid(content.path(type).path("schema"), 0);
            request.contentType(type).body(valid.isTextual() ? valid.textValue() : valid.toString());
        }
        return request.request(operation.method().toUpperCase(), path(operation, things));
    }

    private static String path(Operation operation, Map<String, String> things) {
        StringBuilder path = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(operation.path());
        while (parameter.find()) {
            String before = operation.path().substring(0, parameter.start() - 1);
            String thing = before.substring(before.lastIndexOf('/') + 1) + "/" + parameter.group();
            assertThat(things).as("of whom " + operation + " is").containsKey(thing);
            parameter.appendReplacement(path, things.get(thing));
        }
        return parameter.appendTail(path).toString();
    }
}
