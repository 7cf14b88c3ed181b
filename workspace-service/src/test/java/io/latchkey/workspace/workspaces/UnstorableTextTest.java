package io.latchkey.workspace.workspaces;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL holds no U+0000: whoever sends one is told so, it is no fault of ours. */
@QuarkusTest
@WithTestResource(Servers.class)
class UnstorableTextTest {
    private static final String TEXT = "a\0b";

    private Person owner;

    @BeforeEach
    void register() {
        owner = Platform.register();
    }

    @Test
    void aFieldIsRefusedByItsName() {
        owner.patch(owner.in(""), Map.of("name", TEXT))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("name"))
                .body("violations[0].message", containsString("U+0000"));
        owner.post(owner.in("/devices"), Map.of("name", "Pump", "tags", List.of("ok", TEXT)))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("tags[1]"));
    }

    /** It begins as UTF-32 does. */
    @Test
    void aBodyThatIsNoTextIsRefused() {
        owner.request()
                .body(new byte[] {0, 0, 0, '{', 0, -1, -1, -1})
                .contentType(ContentType.JSON)
                .post("/v1/workspaces")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("body"))
                .body("violations[0].message", containsString("UTF-8"));
    }

    @Test
    void aParameterIsRefused() {
        owner.request()
                .queryParam("search", TEXT)
                .get(owner.in("/members"))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:latchkey:problem:invalid"))
                .body("detail", containsString("U+0000"));
    }

    @Test
    void aVariableOfAQueryIsRefused() {
        String query = "mutation($name: String!) { createWorkspace(name: $name) { id } }";

        owner.post("/graphql", Map.of("query", query, "variables", Map.of("name", TEXT)))
                .then()
                .statusCode(200)
                .body("data.createWorkspace", nullValue())
                .body("errors[0].extensions.problem.status", equalTo(400))
                .body("errors[0].extensions.problem.detail", containsString("U+0000"));
    }
}
