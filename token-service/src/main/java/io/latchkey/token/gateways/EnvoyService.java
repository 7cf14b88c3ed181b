package io.latchkey.token.gateways;

import io.grpc.Status.Code;
import io.latchkey.edge.problems.ProblemStatus;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.gateways.Admit.Required;
import io.latchkey.token.gateways.envoy.AppendAction;
import io.latchkey.token.gateways.envoy.AttributeContext;
import io.latchkey.token.gateways.envoy.Authorization;
import io.latchkey.token.gateways.envoy.CheckRequest;
import io.latchkey.token.gateways.envoy.CheckResponse;
import io.latchkey.token.gateways.envoy.DeniedHttpResponse;
import io.latchkey.token.gateways.envoy.HeaderValue;
import io.latchkey.token.gateways.envoy.HeaderValueOption;
import io.latchkey.token.gateways.envoy.HttpStatus;
import io.latchkey.token.gateways.envoy.OkHttpResponse;
import io.latchkey.token.gateways.envoy.Status;
import io.latchkey.token.grpc.CallerCredential;
import io.latchkey.token.grpc.GrpcStatus;
import io.latchkey.token.limits.Network;
import io.latchkey.token.routes.Responses;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import java.util.Map;

/**
 * Envoy's external authorization (ext_authz, gRPC, v3): forward-auth in Envoy's words. What a route requires stands in
 * its {@code context_extensions}: permission, workspace, device. Envoy proves itself by the metadata
 * {@code authorization} of the call. Every decision, 503 too, is an answer, so that Envoy passes it on as it is; an
 * error of the call itself means that Envoy is not who it should be.
 */
@GrpcService
class EnvoyService implements Authorization {
    private static final String AUTHORIZATION = "authorization";
    private static final String WORKSPACE = "latchkey-workspace";

    private final Admit admit;
    private final Clients clients;

    EnvoyService(Admit admit, Clients clients) {
        this.admit = admit;
        this.clients = clients;
    }

    @Override
    public Uni<CheckResponse> check(CheckRequest request) {
        return UniHelper.toUni(clients.admit(CallerCredential.current(), May.FORWARD_AUTH))
                .onFailure()
                .transform(failure -> GrpcStatus.of(failure).asRuntimeException())
                .flatMap(envoy -> UniHelper.toUni(admit(request.getAttributes())));
    }

    private io.vertx.core.Future<CheckResponse> admit(AttributeContext attributes) {
        Map<String, String> required = attributes.getContextExtensionsMap();
        return admit.admit(
                        attributes.getRequest().getHttp().getHeadersMap().get(AUTHORIZATION),
                        new Required(
                                required.get("workspace"),
                                required.get("permission"),
                                required.get("device"),
                                required.get("atLeast")),
                        source(attributes))
                .map(EnvoyService::response)
                .otherwise(EnvoyService::undecided);
    }

    /** Envoy names its own peer here; behind another proxy that is the proxy, as use_remote_address decides. */
    private static String source(AttributeContext attributes) {
        String address = attributes.getSource().getAddress().getSocketAddress().getAddress();
        return Network.isAddress(address) ? address : null;
    }

    private static CheckResponse response(Admission admission) {
        return switch (admission) {
            case Admission.Pass pass -> let(pass);
            case Admission.Deny deny ->
                denied(
                        deny.reason(),
                        deny.sentence(),
                        GrpcStatus.code(deny.reason()),
                        header("www-authenticate", deny.challenge()));
        };
    }

    private static CheckResponse let(Admission.Pass pass) {
        OkHttpResponse.Builder ok = OkHttpResponse.newBuilder()
                .addHeaders(header(AUTHORIZATION, "Bearer " + pass.jwt()))
                .addHeaders(header("latchkey-account", pass.account().toString()))
                .addHeaders(header("latchkey-kind", pass.kind()));
        if (pass.workspace() == null) {
            // Whoever sent one did not get it from here.
            ok.addHeadersToRemove(WORKSPACE);
        } else {
            ok.addHeaders(header(WORKSPACE, pass.workspace().toString()));
        }
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(Code.OK.value()))
                .setOkResponse(ok)
                .build();
    }

    private static CheckResponse undecided(Throwable failure) {
        io.grpc.Status status = GrpcStatus.of(failure);
        Reason reason = failure instanceof Refused refused ? refused.reason() : Reason.UNAVAILABLE;
        return denied(reason, status.getDescription(), status.getCode(), header("retry-after", "1"));
    }

    private static CheckResponse denied(Reason reason, String sentence, Code code, HeaderValueOption header) {
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(code.value()).setMessage(sentence))
                .setDeniedResponse(DeniedHttpResponse.newBuilder()
                        .setStatus(HttpStatus.newBuilder().setCode(ProblemStatus.of(reason)))
                        .addHeaders(header)
                        .addHeaders(header("content-type", Responses.PROBLEM_JSON))
                        .setBody(Responses.problem(reason, sentence, Map.of()).encode()))
                .build();
    }

    private static HeaderValueOption header(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .setAppendAction(AppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }
}
