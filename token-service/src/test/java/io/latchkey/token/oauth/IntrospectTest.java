package io.latchkey.token.oauth;

import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class IntrospectTest {
    private final UUID workspace = UUID.randomUUID();
    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    @Test
    void introspectsByRfc7662() {
        long revision = new Member(workspace, holder.account())
                .permissions("rules", "reports")
                .tell();
        verdictAt(revision, holder.token(), workspace, null, null);

        introspect(Map.of("token", holder.token()))
                .body(
                        "active",
                        equalTo(true),
                        "sub",
                        equalTo(holder.account().toString()),
                        "token_type",
                        equalTo("Bearer"));
        introspect(Map.of("token", holder.token(), "workspace", workspace.toString()))
                .body("active", equalTo(true), "scope", equalTo("rules reports"));
        String inactive = introspect(Map.of("token", "nonsense")).extract().asString();
        assertThat(inactive).isEqualTo("{\"active\":false}");
        assertThat(introspect(Map.of(
                                "token",
                                holder.token(),
                                "workspace",
                                UUID.randomUUID().toString()))
                        .extract()
                        .asString())
                .isEqualTo("{\"active\":false}");
        given().formParam("token", holder.token()).post("/v1/introspect").then().statusCode(401);
    }

    private io.restassured.response.ValidatableResponse introspect(Map<String, String> form) {
        return given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .formParams(form)
                .post("/v1/introspect")
                .then()
                .statusCode(200);
    }
}
