package io.latchkey.token.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.latchkey.local.tests.LogLines;
import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.latchkey.v1.CheckGrpc;
import io.latchkey.v1.CheckRequest;
import io.latchkey.v1.CheckResponse;
import io.latchkey.v1.CheckStreamRequest;
import io.latchkey.v1.CheckStreamResponse;
import io.latchkey.v1.Verdict;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class CheckServiceTest {
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
    void answersWhatTheHttpCheckAnswers() {
        CheckResponse allowed = checker().check(asked("reports").build());

        assertThat(allowed.getVerdict()).isEqualTo(Verdict.VERDICT_ALLOWED);
        assertThat(allowed.getAccount()).isEqualTo(user.account().toString());
        assertThat(allowed.getKind()).isEqualTo("user");
        assertThat(allowed.getTokenId()).isEqualTo(user.tokenId().toString());
        assertThat(allowed.getWorkspace()).isEqualTo(workspace.toString());
        assertThat(allowed.getPermissionsList()).containsExactly("reports");
        assertThat(allowed.getRevision()).isPositive();
        assertThat(allowed.hasExpiresAt()).isFalse();
    }

    @Test
    void aRefusalIsAnAnswerAndTellsNothingMore() {
        assertThat(checker().check(asked("billing").build()).getVerdict())
                .isEqualTo(Verdict.VERDICT_MISSING_PERMISSION);
        assertThat(checker().check(CheckRequest.newBuilder().setToken("garbage").build()))
                .isEqualTo(CheckResponse.newBuilder()
                        .setVerdict(Verdict.VERDICT_UNKNOWN)
                        .build());
    }

    @Test
    void everyVerdictHasANumberOfItsOwn() {
        assertThat(io.latchkey.token.check.Verdict.values())
                .allSatisfy(verdict ->
                        assertThat(Verdict.valueOf("VERDICT_" + verdict.name())).isNotNull());
    }

    @Test
    void atLeastIsHeldToHereToo() {
        failsWith(
                Status.Code.UNAVAILABLE,
                checker(),
                asked("reports").setAtLeast("w." + workspace + "." + Long.MAX_VALUE));
    }

    @Test
    void aQuestionThatMakesNoSenseIsAnInvalidArgument() {
        failsWith(Status.Code.INVALID_ARGUMENT, checker(), CheckRequest.newBuilder());
        failsWith(Status.Code.INVALID_ARGUMENT, checker(), asked("no such permission"));
        failsWith(Status.Code.INVALID_ARGUMENT, checker(), asked("reports").setWorkspace("1-1-1-1-1"));
        failsWith(Status.Code.INVALID_ARGUMENT, checker(), asked("reports").setSourceIp("localhost"));
    }

    @Test
    void aCallerThatIsNobodyIsUnauthenticated() {
        failsWith(Status.Code.UNAUTHENTICATED, CheckGrpc.newBlockingStub(channel), asked("reports"));
        failsWith(Status.Code.UNAUTHENTICATED, GrpcCalls.with("Basic eDp5", stub()), asked("reports"));
        failsWith(Status.Code.UNAUTHENTICATED, GrpcCalls.with("Bearer a.b.c", stub()), asked("reports"));
    }

    @Test
    void aCallerThatIsNobodyIsInTheSecurityLog() {
        try (LogLines lines = LogLines.of("latchkey.security")) {
            failsWith(Status.Code.UNAUTHENTICATED, GrpcCalls.with("Basic eDp5", stub()), asked("reports"));

            assertThat(lines.all())
                    .containsExactly(
                            "gRPC latchkey.v1.Check/Check UNAUTHENTICATED - account=- token=- source=127.0.0.1");
        }
    }

    @Test
    void aCallerThatMayNotCheckIsDenied() {
        failsWith(Status.Code.PERMISSION_DENIED, GrpcCalls.as(Told.GATEWAY, stub()), asked("reports"));
    }

    @Test
    void aStreamAnswersEachQuestionByItsIdAndOutlivesABadOne() {
        Answers answers = new Answers();
        StreamObserver<CheckStreamRequest> questions =
                GrpcCalls.as(Told.CHECKER, CheckGrpc.newStub(channel)).checkStream(answers);

        for (int i = 0; i < 200; i++) {
            String permission = i == 7 ? "no such permission" : i % 2 == 0 ? "reports" : "billing";
            questions.onNext(CheckStreamRequest.newBuilder()
                    .setId("q" + i)
                    .setCheck(asked(permission))
                    .build());
        }
        questions.onCompleted();

        await().until(() -> answers.ended.get() != null);
        assertThat(answers.ended.get()).isEqualTo("completed");
        assertThat(answers.byId).hasSize(200);
        assertThat(answers.byId.get("q7").getError().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
        assertThat(answers.byId.get("q8").getAnswer().getVerdict()).isEqualTo(Verdict.VERDICT_ALLOWED);
        assertThat(answers.byId.get("q9").getAnswer().getVerdict()).isEqualTo(Verdict.VERDICT_MISSING_PERMISSION);
    }

    @Test
    void aStreamOfNobodyEndsUnauthenticated() {
        Answers answers = new Answers();

        CheckGrpc.newStub(channel)
                .checkStream(answers)
                .onNext(CheckStreamRequest.newBuilder()
                        .setCheck(asked("reports"))
                        .build());

        await().until(() -> answers.ended.get() != null);
        assertThat(answers.ended.get()).startsWith("UNAUTHENTICATED");
        assertThat(answers.byId).isEmpty();
    }

    private static final class Answers implements StreamObserver<CheckStreamResponse> {
        private final Map<String, CheckStreamResponse> byId = new ConcurrentHashMap<>();
        private final AtomicReference<String> ended = new AtomicReference<>();

        @Override
        public void onNext(CheckStreamResponse response) {
            byId.put(response.getId(), response);
        }

        @Override
        public void onError(Throwable failure) {
            ended.set(Status.fromThrowable(failure).getCode().toString());
        }

        @Override
        public void onCompleted() {
            ended.set("completed");
        }
    }

    private CheckRequest.Builder asked(String permission) {
        return CheckRequest.newBuilder()
                .setToken(user.token())
                .setWorkspace(workspace.toString())
                .setPermission(permission);
    }

    private CheckGrpc.CheckBlockingStub stub() {
        return CheckGrpc.newBlockingStub(channel);
    }

    private CheckGrpc.CheckBlockingStub checker() {
        return GrpcCalls.as(Told.CHECKER, stub());
    }

    private static void failsWith(Status.Code code, CheckGrpc.CheckBlockingStub stub, CheckRequest.Builder request) {
        assertThatThrownBy(() -> stub.check(request.build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(code));
    }
}
