package io.latchkey.token.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.latchkey.edge.watch.SecurityLog;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps the metadata {@code authorization}, by which a gRPC caller proves itself, at hand for the service it calls. */
@GlobalInterceptor
@ApplicationScoped
public class CallerCredential implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> CREDENTIAL = Context.key("latchkey-credential");

    /** Of the call being served; null where it has none. */
    public static String current() {
        return CREDENTIAL.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Context.current().withValue(CREDENTIAL, headers.get(AUTHORIZATION));
        return Contexts.interceptCall(context, new Watched<>(call), headers, next);
    }

    /** Tells of who is none, or may not. */
    private static final class Watched<Q, A> extends SimpleForwardingServerCall<Q, A> {
        Watched(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (status.getCode() == Code.UNAUTHENTICATED || status.getCode() == Code.PERMISSION_DENIED) {
                SecurityLog.tell(
                        getMethodDescriptor().getFullMethodName(),
                        status.getCode().name(),
                        getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
            }
            super.close(status, trailers);
        }
    }
}
