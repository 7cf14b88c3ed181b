package io.latchkey.token.leaks;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class LeakTest {
    /** Each test is a source of its own, since each source may do only so much. */
    private static final AtomicInteger SOURCES = new AtomicInteger();

    private final String source = "198.51.100." + SOURCES.incrementAndGet();

    private Response report(List<String> tokens) {
        return given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", source)
                .body(Map.of("tokens", tokens))
                .post("/v1/tokens/leaked");
    }

    @Test
    void whatIsRealIsRevokedAndTheAnswerIsTheSame() {
        Holder one = Told.user();
        Holder other = Told.user();
        Holder untouched = Told.user();

        Response real = report(List.of(one.token(), "nonsense", other.token()));
        Response nothing = report(List.of("nonsense", untouched.token() + "x"));

        real.then().statusCode(204);
        assertThat(nothing.statusCode()).isEqualTo(204);
        assertThat(nothing.body().asString()).isEqualTo(real.body().asString());
        assertThat(verdict(one.token(), null, null, null)).isEqualTo("revoked");
        assertThat(verdict(other.token(), null, null, null)).isEqualTo("revoked");
        assertThat(verdict(untouched.token(), null, null, null)).isEqualTo("allowed");
        report(List.of(one.token())).then().statusCode(204);
    }

    @Test
    void aThousandAtMost() {
        report(Collections.nCopies(1001, "lk_pat_x")).then().statusCode(400);
        report(List.of()).then().statusCode(400);
        given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", source)
                .body("{}")
                .post("/v1/tokens/leaked")
                .then()
                .statusCode(400);
        report(Collections.nCopies(1000, "lk_pat_x")).then().statusCode(204);
    }

    @Test
    void aSourceMaySendOnlySoMany() {
        for (int i = 0; i < 5; i++) {
            report(List.of("nonsense")).then().statusCode(204);
        }

        report(List.of("nonsense"))
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:latchkey:problem:too-many-attempts"));
    }

    @Test
    void githubsReportsAreNotTakenWhereItsKeysAreNotConfigured() {
        given().contentType(ContentType.JSON)
                .body("[]")
                .post("/v1/tokens/leaked/github")
                .then()
                .statusCode(404);
    }
}
