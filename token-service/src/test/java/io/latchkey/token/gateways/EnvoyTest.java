package io.latchkey.token.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.Peer;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.Request;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.latchkey.token.grpc.GrpcCalls;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the messages and the client that Envoy's own project publishes. */
@QuarkusTest
@WithTestResource(Servers.class)
class EnvoyTest {
    private static final String BEARER = "Bearer realm=\"latchkey\","
            + " resource_metadata=\"https://api.example.com/.well-known/oauth-protected-resource\"";

    private final UUID workspace = UUID.randomUUID();
    private ManagedChannel channel;
    private Holder user;

    @BeforeEach
    void connect() {
        channel = GrpcCalls.channel();
        user = Told.user();
        long revision =
                new Member(workspace, user.account()).permissions("reports").tell();
        Told.verdictAt(revision, user.token(), workspace, null, null);
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void aGoodTokenIsLetThroughAsAJwt() {
        CheckResponse response = ask("Bearer " + user.token(), Map.of());

        assertThat(response.getStatus().getCode()).isEqualTo(Code.OK_VALUE);
        Map<String, String> headers = headers(response.getOkResponse().getHeadersList());
        assertThat(headers.get("authorization")).startsWith("Bearer ey").doesNotContain(user.token());
        assertThat(headers)
                .containsEntry("latchkey-account", user.account().toString())
                .containsEntry("latchkey-kind", "user");
        assertThat(response.getOkResponse().getHeadersToRemoveList()).containsExactly("latchkey-workspace");
    }

    @Test
    void whatItSetsReplacesWhatTheCallerSent() {
        assertThat(ask("Token " + user.token(), Map.of()).getOkResponse().getHeadersList())
                .allSatisfy(header ->
                        assertThat(header.getAppendAction()).isEqualTo(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD));
    }

    @Test
    void aRouteThatRequiresAPermissionLetsItsHoldersThrough() {
        CheckResponse response = ask("Bearer " + user.token(), requires("reports"));

        assertThat(response.getStatus().getCode()).isEqualTo(Code.OK_VALUE);
        assertThat(headers(response.getOkResponse().getHeadersList()))
                .containsEntry("latchkey-workspace", workspace.toString());
    }

    @Test
    void othersAreDeniedWith403() {
        CheckResponse response = ask("Bearer " + user.token(), requires("billing"));

        isDenied(response, Code.PERMISSION_DENIED, 403, "not-allowed");
        assertThat(challenge(response)).contains("insufficient_scope");
    }

    @Test
    void noTokenAndATokenThatIsNoGoodAre401WithTheirChallenge() {
        CheckResponse none = ask(null, Map.of());
        isDenied(none, Code.UNAUTHENTICATED, 401, "not-authenticated");
        assertThat(challenge(none)).isEqualTo(BEARER);

        CheckResponse bad = ask("Bearer lk_pat_nothing", Map.of());
        isDenied(bad, Code.UNAUTHENTICATED, 401, "not-authenticated");
        assertThat(challenge(bad)).contains("invalid_token");
    }

    @Test
    void aPersonsSessionIsLetThroughAsItIs() {
        String session = TestIssuer.session(user.account());

        assertThat(headers(ask("Bearer " + session, requires("reports"))
                        .getOkResponse()
                        .getHeadersList()))
                .containsEntry("authorization", "Bearer " + session);
    }

    @Test
    void whatCannotBeDecidedIs503() {
        UUID newcomer = UUID.randomUUID();

        CheckResponse response = ask("Bearer " + TestIssuer.session(newcomer), requires("reports"));

        isDenied(response, Code.UNAVAILABLE, 503, "not-yet");
        assertThat(headers(response.getDeniedResponse().getHeadersList())).containsEntry("retry-after", "1");
    }

    @Test
    void aRouteThatRequiresNonsenseIsNeverLetThrough() {
        isDenied(ask("Bearer " + user.token(), requires("no such permission")), Code.INVALID_ARGUMENT, 400, "invalid");
    }

    @Test
    void theSourceEnvoySawIsHeldToTheTokensNetworks() {
        String limited = Told.limited(user, Map.of("networks", List.of("198.51.100.0/24")));

        assertThat(ask("Bearer " + limited, Map.of(), "198.51.100.7")
                        .getStatus()
                        .getCode())
                .isEqualTo(Code.OK_VALUE);
        isDenied(ask("Bearer " + limited, Map.of(), "203.0.113.1"), Code.PERMISSION_DENIED, 403, "not-allowed");
        isDenied(ask("Bearer " + limited, Map.of(), ""), Code.PERMISSION_DENIED, 403, "not-allowed");
    }

    @Test
    void anEnvoyThatIsNobodyLearnsNothing() {
        assertThatThrownBy(() -> AuthorizationGrpc.newBlockingStub(channel)
                        .check(request("Bearer " + user.token(), Map.of(), "198.51.100.7")))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
        assertThatThrownBy(() -> GrpcCalls.as(Told.CHECKER, AuthorizationGrpc.newBlockingStub(channel))
                        .check(request("Bearer " + user.token(), Map.of(), "198.51.100.7")))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
    }

    private Map<String, String> requires(String permission) {
        return Map.of("permission", permission, "workspace", workspace.toString());
    }

    private CheckResponse ask(String authorization, Map<String, String> required) {
        return ask(authorization, required, "198.51.100.7");
    }

    private CheckResponse ask(String authorization, Map<String, String> required, String source) {
        return GrpcCalls.as(Told.GATEWAY, AuthorizationGrpc.newBlockingStub(channel))
                .check(request(authorization, required, source));
    }

    /** With much that Envoy sends beside what is read. */
    private static CheckRequest request(String authorization, Map<String, String> required, String source) {
        HttpRequest.Builder http = HttpRequest.newBuilder()
                .setId("1")
                .setMethod("POST")
                .setPath("/v1/things?x=1")
                .setHost("things.example.com")
                .setProtocol("HTTP/2")
                .putHeaders("x-forwarded-for", "192.0.2.1");
        if (authorization != null) {
            http.putHeaders("authorization", authorization);
        }
        return CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setSource(Peer.newBuilder()
                                .setPrincipal("spiffe://somebody")
                                .setAddress(Address.newBuilder()
                                        .setSocketAddress(SocketAddress.newBuilder()
                                                .setAddress(source)
                                                .setPortValue(50123))))
                        .setRequest(Request.newBuilder().setHttp(http))
                        .putAllContextExtensions(required))
                .build();
    }

    private static void isDenied(CheckResponse response, Code code, int status, String type) {
        assertThat(response.getStatus().getCode()).isEqualTo(code.getNumber());
        assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(status);
        assertThat(response.getDeniedResponse().getBody()).contains("urn:latchkey:problem:" + type);
        assertThat(headers(response.getDeniedResponse().getHeadersList()))
                .containsEntry("content-type", "application/problem+json");
    }

    private static String challenge(CheckResponse response) {
        return headers(response.getDeniedResponse().getHeadersList()).get("www-authenticate");
    }

    private static Map<String, String> headers(List<HeaderValueOption> options) {
        Map<String, String> headers = new HashMap<>();
        options.forEach(option ->
                headers.put(option.getHeader().getKey(), option.getHeader().getValue()));
        return headers;
    }
}
