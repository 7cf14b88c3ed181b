package io.latchkey.token.grpc;

import io.grpc.Status;
import io.latchkey.edge.problems.DependencyDown;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import org.jboss.logging.Logger;

/** The one place where a failure becomes a gRPC status. */
public final class GrpcStatus {
    private static final Logger LOG = Logger.getLogger(GrpcStatus.class);

    private GrpcStatus() {}

    public static Status of(Throwable failure) {
        if (!(failure instanceof Refused refused)) {
            LOG.error("answered INTERNAL", failure);
            return Status.INTERNAL.withDescription("This is a fault of ours; it has been logged.");
        }
        if (refused.getCause() != null) {
            LOG.warnf("answered UNAVAILABLE: %s", DependencyDown.told(refused.getCause()));
        }
        return code(refused.reason()).toStatus().withDescription(refused.getMessage());
    }

    public static Status.Code code(Reason reason) {
        return switch (reason) {
            case INVALID -> Status.Code.INVALID_ARGUMENT;
            case NOT_AUTHENTICATED, UNKNOWN_CLIENT, FRESH_LOGIN_REQUIRED, SECOND_FACTOR_REQUIRED ->
                Status.Code.UNAUTHENTICATED;
            case NOT_ALLOWED, BEYOND_OWN_RIGHTS -> Status.Code.PERMISSION_DENIED;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            case CONFLICT, LAST_OWNER, PRECONDITION_FAILED -> Status.Code.FAILED_PRECONDITION;
            case TOO_MANY_ATTEMPTS -> Status.Code.RESOURCE_EXHAUSTED;
            case NOT_YET, UNAVAILABLE -> Status.Code.UNAVAILABLE;
        };
    }
}
