package io.latchkey.identity.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.identity.Someone;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class VerifyAddressTest {
    private static final String SUBJECT = "Confirm your e-mail address";

    private static Response verify(Someone ada, String code) {
        return ada.anonymous().body(Map.of("code", code)).post("/v1/accounts/email-verification");
    }

    @Test
    void theCodeThatIsSentVerifiesTheAddressOnce() {
        Someone ada = Someone.registers();
        ada.logsIn().request().get("/v1/account").then().body("emailVerified", equalTo(false));

        String code = ada.code(SUBJECT, 1);
        verify(ada, code).then().statusCode(204);

        ada.logsIn().request().get("/v1/account").then().body("emailVerified", equalTo(true));
        var told = TestEvents.read(
                TestEvents.ACCOUNTS,
                event -> event.key().equals(ada.account.toString())
                        && event.value().contains("\"emailVerified\":true"));
        assertThat(told).isNotEmpty();
        verify(ada, code).then().statusCode(400).body("violations[0].field", equalTo("code"));
    }

    @Test
    void theLinkHoldsTheCodeWhereNoServerSeesIt() {
        Someone ada = Someone.registers();

        String code = ada.code(SUBJECT, 1);

        assertThat(ada.mails(SUBJECT).getFirst().text()).contains("https://portal.example.com/verify-email#" + code);
    }

    @Test
    void isSentAgainAFewTimes() {
        Someone ada = Someone.registers();
        var session = ada.logsIn();
        for (int i = 0; i < 6; i++) {
            session.request().post("/v1/account/email-verification").then().statusCode(204);
        }

        String last = ada.code(SUBJECT, 5);

        verify(ada, last).then().statusCode(204);
        session.request().post("/v1/account/email-verification").then().statusCode(204);
        Someone later = Someone.registers();
        later.code(SUBJECT, 1);
        assertThat(ada.mails(SUBJECT)).hasSize(5);
    }

    @Test
    void aCodeForSomethingElseIsNoGood() {
        Someone ada = Someone.registers();
        ada.anonymous().body(Map.of("email", ada.email)).post("/v1/accounts/password-reset");

        verify(ada, ada.code("Set a new password", 1)).then().statusCode(400);
        verify(ada, "lk_mc_nonsense").then().statusCode(400);
    }
}
