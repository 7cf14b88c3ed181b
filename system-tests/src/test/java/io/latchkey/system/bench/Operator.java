package io.latchkey.system.bench;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/** Whoever operates token-service, as far as benches need them. */
final class Operator {
    private final Stack stack;

    Operator(Stack stack) {
        this.stack = stack;
    }

    /** Redis is filled from PostgreSQL anew; returns once that has begun. */
    void refills() {
        does().post("/v1/operations/cache/refill").then().statusCode(202);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !isComplete());
    }

    void awaitsComplete() {
        await().atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isComplete);
    }

    private boolean isComplete() {
        return does().get("/v1/operations/cache").path("complete");
    }

    private RequestSpecification does() {
        return RestAssured.given()
                .baseUri(stack.url("token"))
                .auth()
                .preemptive()
                .basic(stack.value("/operator/id"), stack.value("/operator/secret"));
    }
}
