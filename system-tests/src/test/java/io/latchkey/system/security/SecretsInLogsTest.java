package io.latchkey.system.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything secret that somebody sends or gets, in use and in every wrong way, and then all logs of all services. */
@ExtendWith(OnTheStack.class)
class SecretsInLogsTest {
    /** An address, and a request that a log line shows: that the logs are there at all. */
    private static final String CONTROL = "/v1/sessions";

    private final Stack stack;

    SecretsInLogsTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void noLogHoldsASecret() {
        Map<String, String> secrets = new LinkedHashMap<>();
        Person ada = Person.registers(stack, "Ada");
        secrets.put("password", ada.password);
        Response session = ada.logsIn();
        secrets.put("access token", session.path("accessToken"));
        secrets.put("refresh token", session.path("refreshToken"));
        String workspace = ada.firstWorkspace();
        String token = ada.personalToken();
        secrets.put("personal token", token);
        secrets.put("client secret", stack.value("/checkClient/secret"));
        secrets.put("second factor", ada.does().post("/v1/account/totp").path("secret"));
        Response created = ada.does()
                .body(Map.of("name", "CI"))
                .header("Idempotency-Key", "once")
                .post("/v1/tokens");
        secrets.put("token that was made", created.path("value"));

        misuse(ada, workspace, token, secrets);

        String logs = stack.logs();
        assertThat(logs).contains(CONTROL);
        secrets.forEach((what, secret) -> {
            assertThat(secret).as(what).isNotBlank();
            assertThat(logs).as(what).doesNotContain(secret);
        });
    }

    /** Where secrets are in the wrong place, or come with what fails. */
    private void misuse(Person ada, String workspace, String token, Map<String, String> secrets) {
        Checker checker = new Checker(stack);
        checker.verdict(Ask.token(token).in(workspace).may("reports"));
        checker.verdict(Ask.token(token + "x"));
        checker.verdict(Ask.token(token).in(workspace).may("no such permission"));
        String wrong = ada.password + " but wrong";
        secrets.put("wrong password", wrong);
        Person.anybody(stack)
                .body(Map.of("email", ada.email, "password", wrong))
                .post("/v1/sessions");
        Person.anybody(stack)
                .body(Map.of("refreshToken", secrets.get("refresh token"), "unknown", true))
                .post("/v1/sessions/refresh");
        Person.anybody(stack)
                .body("{\"email\": \"" + ada.password + "\", \"password\": ")
                .post("/v1/accounts");
        Person.anybody(stack).body(Map.of("password", ada.password)).post("/v1/accounts");
        Person.with(stack, "Token " + token + "x").get("/v1/workspaces");
        Person.with(stack, "Basic " + token).get("/v1/workspaces");
        Person.with(stack, "Bearer " + secrets.get("access token") + "x").get("/v1/workspaces");
        Person.with(stack, "Token " + token).get("/v1/workspaces?token=" + token);
        Person.with(stack, "Token " + token).post("/graphql");
        ada.does()
                .body(Map.of("query", "{ tokens(status: \"" + token + "\") { items { id } } }"))
                .post("/graphql");
        ada.does().body(List.of(token)).post("/v1/tokens");
        ada.does().body(Map.of("current", ada.password, "password", "short")).post("/v1/account/password");
    }
}
