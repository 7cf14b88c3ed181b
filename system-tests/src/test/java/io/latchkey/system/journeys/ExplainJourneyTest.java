package io.latchkey.system.journeys;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Guest;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class ExplainJourneyTest {
    private final Stack stack;

    ExplainJourneyTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void supportLearnsWhoTookARightAndWhoCouldGiveItBack() {
        Guest guest = Guest.with(stack, "reports");
        guest.ada()
                .does()
                .body(Person.rights(List.of("exports")))
                .patch(guest.membership())
                .then()
                .statusCode(200);
        new Checker(stack).sees(guest.ask().may("reports"), "missing_permission");

        given().auth()
                .preemptive()
                .basic(stack.value("/checkClient/id"), stack.value("/checkClient/secret"))
                .contentType(ContentType.JSON)
                .body(Map.of("token", guest.ask().token(), "workspace", guest.workspace(), "permission", "reports"))
                .post(stack.url("token") + "/v1/explain")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("missing_permission"))
                .body("because", equalTo("holder_rights"))
                .body("removedBy.event", startsWith("workspace-service/"))
                .body("removedBy.actor", equalTo(guest.ada().account))
                .body("couldGrant", hasItem(guest.ada().account));
    }

    @Test
    void nobodyOutsideReachesIt() {
        Person.anybody(stack)
                .body(Map.of("token", "x"))
                .post("/v1/explain")
                .then()
                .statusCode(404);
    }
}
