package io.latchkey.token.grpc;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.check.Answer;
import io.latchkey.token.check.Check;
import io.latchkey.token.check.Question;
import io.latchkey.token.check.Verdict;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.uses.Via;
import io.latchkey.v1.CheckError;
import io.latchkey.v1.CheckRequest;
import io.latchkey.v1.CheckResponse;
import io.latchkey.v1.CheckStreamRequest;
import io.latchkey.v1.CheckStreamResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;

/** {@code latchkey.v1.Check}, on the event loop. */
@GrpcService
class CheckService implements io.latchkey.v1.Check {
    /** Questions of one stream that are decided at once; the rest wait at the sender. */
    private static final int CONCURRENCY = 64;

    private final Check check;
    private final Clients clients;
    private final Catalogue catalogue;

    CheckService(Check check, Clients clients, Catalogue catalogue) {
        this.check = check;
        this.clients = clients;
        this.catalogue = catalogue;
    }

    @Override
    public Uni<CheckResponse> check(CheckRequest request) {
        return UniHelper.toUni(admitted().flatMap(client -> answer(request)))
                .onFailure()
                .transform(failure -> GrpcStatus.of(failure).asRuntimeException());
    }

    @Override
    public Multi<CheckStreamResponse> checkStream(Multi<CheckStreamRequest> requests) {
        return UniHelper.toUni(admitted())
                .onFailure()
                .transform(failure -> GrpcStatus.of(failure).asRuntimeException())
                .onItem()
                .transformToMulti(client ->
                        requests.onItem().transformToUni(this::outcome).merge(CONCURRENCY));
    }

    private Future<?> admitted() {
        return clients.admit(CallerCredential.current(), May.CHECK);
    }

    private Uni<CheckStreamResponse> outcome(CheckStreamRequest request) {
        CheckStreamResponse.Builder response = CheckStreamResponse.newBuilder().setId(request.getId());
        return UniHelper.toUni(Future.succeededFuture(request.getCheck())
                .flatMap(this::answer)
                .map(answer -> response.setAnswer(answer).build())
                .otherwise(failure -> response.setError(error(failure)).build()));
    }

    private static CheckError error(Throwable failure) {
        Status status = GrpcStatus.of(failure);
        return CheckError.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(status.getDescription())
                .build();
    }

    private Future<CheckResponse> answer(CheckRequest request) {
        return check.check(question(request), Via.CHECK).map(this::response);
    }

    private Question question(CheckRequest request) {
        if (request.getToken().isEmpty()) {
            throw Refused.field("token", "is missing");
        }
        return Question.of(
                request.getToken(),
                given(request.getWorkspace()),
                given(request.getPermission()),
                given(request.getDevice()),
                given(request.getSourceIp()),
                given(request.getAtLeast()),
                catalogue);
    }

    private static String given(String text) {
        return text.isEmpty() ? null : text;
    }

    private CheckResponse response(Answer answer) {
        CheckResponse.Builder response =
                CheckResponse.newBuilder().setVerdict(verdict(answer.verdict())).setStale(answer.stale());
        if (answer.token() == null) {
            return response.build();
        }
        response.setAccount(answer.token().account().toString())
                .setKind(answer.token().kind().toString())
                .setTokenId(answer.token().token().toString());
        if (answer.token().expiresAt() != 0) {
            response.setExpiresAt(
                    Timestamp.newBuilder().setSeconds(answer.token().expiresAt()));
        }
        if (answer.workspace() != null) {
            response.setWorkspace(answer.workspace().toString());
        }
        if (answer.isAllowed() && answer.workspace() != null) {
            response.addAllPermissions(catalogue.names(answer.permissions())).setRevision(answer.revision());
        }
        return response.build();
    }

    private static io.latchkey.v1.Verdict verdict(Verdict verdict) {
        return switch (verdict) {
            case ALLOWED -> io.latchkey.v1.Verdict.VERDICT_ALLOWED;
            case UNKNOWN -> io.latchkey.v1.Verdict.VERDICT_UNKNOWN;
            case EXPIRED -> io.latchkey.v1.Verdict.VERDICT_EXPIRED;
            case REVOKED -> io.latchkey.v1.Verdict.VERDICT_REVOKED;
            case SUSPENDED -> io.latchkey.v1.Verdict.VERDICT_SUSPENDED;
            case WRONG_WORKSPACE -> io.latchkey.v1.Verdict.VERDICT_WRONG_WORKSPACE;
            case MISSING_PERMISSION -> io.latchkey.v1.Verdict.VERDICT_MISSING_PERMISSION;
            case WRONG_DEVICE -> io.latchkey.v1.Verdict.VERDICT_WRONG_DEVICE;
            case WRONG_NETWORK -> io.latchkey.v1.Verdict.VERDICT_WRONG_NETWORK;
        };
    }
}
