package io.latchkey.system.journeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.Request;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.latchkey.system.people.GrpcPeer;
import io.latchkey.system.people.Guest;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class GrpcJourneyTest {
    private static final long ALLOWED = 1;
    private static final long WRONG_WORKSPACE = 6;
    private static final long MISSING_PERMISSION = 7;

    private final Stack stack;

    GrpcJourneyTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void aServiceChecksOverGrpcAndTheVerdictFollowsTheRights() {
        Guest guest = Guest.with(stack, "reports");
        try (GrpcPeer service = new GrpcPeer(stack, "/checkClient")) {
            Map<Integer, String> reports = Map.of(1, guest.ask().token(), 2, guest.workspace(), 3, "reports");

            assertThat(service.verdict(reports)).isEqualTo(ALLOWED);
            assertThat(service.verdict(Map.of(1, guest.ask().token(), 2, guest.workspace(), 3, "billing")))
                    .isEqualTo(MISSING_PERMISSION);

            String revision = guest.ada()
                    .does()
                    .delete(guest.membership())
                    .then()
                    .statusCode(204)
                    .extract()
                    .header("Latchkey-Revision");
            assertThat(service.verdict(Map.of(1, guest.ask().token(), 2, guest.workspace(), 3, "reports", 6, revision)))
                    .isEqualTo(WRONG_WORKSPACE);
        }
    }

    @Test
    void envoyLetsAGoodTokenThroughWithAJwtTheServicesBelieve() {
        Guest guest = Guest.with(stack, "reports");
        try (GrpcPeer gateway = new GrpcPeer(stack, "/gatewayClient")) {
            AuthorizationGrpc.AuthorizationBlockingStub envoy = AuthorizationGrpc.newBlockingStub(gateway.channel());

            CheckResponse passed = envoy.check(request("Token " + guest.ask().token(), guest.workspace(), "reports"));

            String jwt = passed.getOkResponse().getHeadersList().stream()
                    .filter(header -> header.getHeader().getKey().equals("authorization"))
                    .findFirst()
                    .orElseThrow()
                    .getHeader()
                    .getValue();
            given().header("Authorization", jwt)
                    .get(stack.url("workspace") + "/v1/workspaces/" + guest.workspace())
                    .then()
                    .statusCode(200);
            assertThat(envoy.check(request("Token " + guest.ask().token(), guest.workspace(), "billing"))
                            .getDeniedResponse()
                            .getStatus()
                            .getCodeValue())
                    .isEqualTo(403);
            assertThat(envoy.check(request("Token lk_pat_no", guest.workspace(), "reports"))
                            .getDeniedResponse()
                            .getStatus()
                            .getCodeValue())
                    .isEqualTo(401);
        }
    }

    private static CheckRequest request(String authorization, String workspace, String permission) {
        return CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setRequest(Request.newBuilder()
                                .setHttp(HttpRequest.newBuilder().putHeaders("authorization", authorization)))
                        .putContextExtensions("workspace", workspace)
                        .putContextExtensions("permission", permission))
                .build();
    }
}
