package io.latchkey.system.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What others have got wrong when two things happened at once. */
@ExtendWith(OnTheStack.class)
class RacesTest {
    private static final int ROUNDS = 8;

    private final Stack stack;
    private final Checker checker;

    RacesTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    @Test
    void whoIsInvitedAndRemovedAtOnceHoldsWhatTheMembershipSays() throws Exception {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        grace.isKnown();
        String workspace = ada.firstWorkspace();
        String member = "/v1/workspaces/" + workspace + "/members/" + grace.account;
        Ask ask = Ask.token(grace.personalToken()).in(workspace).may("reports");
        for (int i = 0; i < ROUNDS; i++) {
            List<Response> answers = atOnce(List.of(
                    () -> ada.invites(workspace, Map.of("email", grace.email, "permissions", List.of("reports"))),
                    () -> ada.does().delete(member),
                    () -> ada.invites(workspace, Map.of("email", grace.email, "permissions", List.of("exports"))),
                    () -> ada.does()
                            .body(Map.of("permissions", List.of("reports")))
                            .patch(member)));

            assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 201, 204, 404, 409);
            Response present = ada.does().get(member);
            String expected = present.statusCode() == 404
                    ? "wrong_workspace"
                    : present.<List<String>>path("permissions").contains("reports") ? "allowed" : "missing_permission";
            checker.sees(ask, expected);
        }
    }

    @Test
    void nobodyIsInAWorkspaceThatIsDeletedWhileTheyAreAdded() throws Exception {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.createsWorkspace("Short-lived");
        String slug = ada.does().get("/v1/workspaces/" + workspace).path("slug");
        List<Callable<Response>> requests = new ArrayList<>();
        IntStream.range(0, ROUNDS)
                .forEach(i -> requests.add(() -> ada.does()
                        .body(Map.of("name", "Robot " + i, "permissions", List.of("reports")))
                        .post("/v1/workspaces/" + workspace + "/api-users")));
        requests.add(requests.size() / 2, () -> ada.does().delete("/v1/workspaces/" + workspace + "?slug=" + slug));

        List<Response> answers = atOnce(requests);

        assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 201, 204, 404, 409);
        assertThat(ada.does().get("/v1/workspaces/" + workspace).statusCode()).isEqualTo(404);
        checker.sees(Ask.token(ada.personalToken()).in(workspace).may("reports"), "wrong_workspace");
        for (Response answer : answers) {
            if (answer.statusCode() == 201) {
                String account = answer.path("account");
                // Its account is at its end with its workspace, so nobody manages its tokens any more.
                await().untilAsserted(() -> assertThat(ada.does()
                                .queryParam("account", account)
                                .get("/v1/tokens")
                                .statusCode())
                        .isEqualTo(404));
            }
        }
    }

    @Test
    void aCheckRightAfterCreationIsAllowed() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        checker.sees(Ask.token(ada.personalToken()).in(workspace).may("reports"), "allowed");
        for (int i = 0; i < ROUNDS; i++) {
            String token = newToken(ada).path("value");

            checker.finds(Ask.token(token).in(workspace).may("reports"), "allowed");
        }
    }

    @Test
    void aCheckInFlightWhileATokenIsRevokedIsTheLastThatIsAllowed() throws Exception {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        checker.sees(Ask.token(ada.personalToken()).in(workspace).may("reports"), "allowed");
        for (int i = 0; i < ROUNDS; i++) {
            Response token = newToken(ada);
            Ask ask = Ask.token(token.path("value")).in(workspace).may("reports");
            AtomicBoolean revoked = new AtomicBoolean();
            Set<String> before = ConcurrentHashMap.newKeySet();
            Set<String> after = ConcurrentHashMap.newKeySet();
            List<Callable<Response>> clients = new ArrayList<>();
            IntStream.range(0, ROUNDS)
                    .forEach(client -> clients.add(() -> {
                        for (boolean late = false; !late; ) {
                            late = revoked.get();
                            (late ? after : before).add(checker.verdict(ask));
                        }
                        return null;
                    }));
            clients.add(() -> {
                try {
                    await().until(() -> before.contains("allowed"));
                    return ada.does().delete("/v1/tokens/" + token.path("id"));
                } finally {
                    revoked.set(true);
                }
            });

            assertThat(atOnce(clients).getLast().statusCode()).isEqualTo(204);

            assertThat(before).isSubsetOf("allowed", "revoked");
            assertThat(after).containsExactly("revoked");
        }
    }

    private static Response newToken(Person owner) {
        return owner.does()
                .body(Map.of("name", "Token"))
                .post("/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    private static List<Response> atOnce(List<Callable<Response>> requests) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : executor.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
