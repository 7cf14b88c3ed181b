package io.latchkey.edge.watch;

import io.latchkey.edge.callers.OptionalClaims;
import io.latchkey.edge.problems.ProblemStatus;
import io.latchkey.edge.problems.Reason;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * {@code METHOD /path STATUS outcome account=… token=… source=…}, {@code -} for what is not known; the request's id stands
 * with it as with every line. Its logger is {@code latchkey.security}.
 */
@RequestScoped
// Looked up by what no bean is.
@Unremovable
public class SecurityLog {
    private static final Logger LOG = Logger.getLogger("latchkey.security");
    private static final String ACCOUNT = SecurityLog.class.getName() + ".account";
    private static final String OUTCOME = SecurityLog.class.getName() + ".outcome";
    private static final String UNKNOWN = "-";
    private static final String LINE = "%s %s %s %s account=%s token=%s source=%s";

    private final RoutingContext context;

    SecurityLog(RoutingContext context) {
        this.context = context;
    }

    /**
     * What nobody can read off the answer.
     *
     * @param account whom the request under way is about; null where nobody can say
     */
    public void saw(UUID account, String outcome) {
        context.put(OUTCOME, outcome);
        if (account != null) {
            context.put(ACCOUNT, account);
        }
    }

    /** For a refusal that is no answer of its own, as those of a query's fields are. */
    public void refused(Reason reason) {
        int status = ProblemStatus.of(reason);
        if (isRefusal(status)) {
            tell(context, status, reason.slug());
        }
    }

    static boolean isRefusal(int status) {
        return status == 401 || status == 403;
    }

    /** @param entity of the answer; a problem says itself why */
    static void answered(RoutingContext context, int status, Object entity) {
        Optional<String> reason = entity instanceof HttpProblem problem
                ? Optional.ofNullable(problem.getType()).map(SecurityLog::slug)
                : Optional.empty();
        tell(context, status, reason.orElse(UNKNOWN));
    }

    /** @param source the network address; null where that is not known */
    public static void tell(String call, String status, SocketAddress source) {
        String address =
                source instanceof InetSocketAddress known ? known.getAddress().getHostAddress() : UNKNOWN;
        LOG.infof(LINE, "gRPC", call, status, UNKNOWN, UNKNOWN, UNKNOWN, address);
    }

    /** @param reason where nothing else was seen */
    public static void tell(RoutingContext context, int status, String reason) {
        Optional<JsonWebToken> jwt = jwt(context);
        LOG.infof(
                LINE,
                context.request().method(),
                context.request().path(),
                status,
                context.get(OUTCOME, reason),
                context.get(ACCOUNT, (Object) jwt.map(JsonWebToken::getSubject).orElse(UNKNOWN)),
                jwt.map(known -> OptionalClaims.text(known, "token")).orElse(UNKNOWN),
                context.request().remoteAddress().hostAddress());
    }

    private static String slug(URI type) {
        String name = type.toString();
        return name.substring(name.lastIndexOf(':') + 1);
    }

    private static Optional<JsonWebToken> jwt(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken jwt
                ? Optional.of(jwt)
                : Optional.empty();
    }
}
