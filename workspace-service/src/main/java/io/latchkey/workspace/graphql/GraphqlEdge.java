package io.latchkey.workspace.graphql;

import io.latchkey.edge.problems.BareProblem;
import io.latchkey.edge.problems.Challenges;
import io.latchkey.edge.problems.DependencyDown;
import io.latchkey.edge.problems.ProblemStatus;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.ratelimits.RateLimits;
import io.latchkey.edge.requests.RequestEnd;
import io.latchkey.edge.requests.RequestIds;
import io.latchkey.edge.watch.SecurityLog;
import io.latchkey.workspace.dryrun.DryRun;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What resources have filters for: who asks, known before anything is asked, their quota, and the request's id. */
@ApplicationScoped
class GraphqlEdge {
    private static final String PATH = "/graphql";
    private static final int AFTER_THE_SIZE = 0;
    private static final int FIRST = -1000;

    private final RateLimits limits;
    private final Challenges challenges;

    GraphqlEdge(RateLimits limits, Challenges challenges) {
        this.limits = limits;
        this.challenges = challenges;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, AFTER_THE_SIZE);
    }

    void route(@Observes Router router) {
        router.route(PATH).order(FIRST).failureHandler(context -> {
            if (!RequestEnd.letGo(context)) {
                context.next();
            }
        });
    }

    private void admit(RoutingContext context) {
        if (!context.normalizedPath().equals(PATH)) {
            context.next();
            return;
        }
        RequestIds.take(context);
        // A token's value may be among what is answered.
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!context.request().method().equals(HttpMethod.POST)) {
            // Nor over a WebSocket, which begins with a GET: nobody would be counted there.
            context.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "POST")
                    .end();
            return;
        }
        if (context.request().getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            // What is read here is not cut off where it becomes too long, so that must be known before.
            context.response().setStatusCode(411).end();
            return;
        }
        if (!context.queryParam(DryRun.PARAMETER).isEmpty()) {
            refuse(Refused.parameter(DryRun.PARAMETER, "there is no dry run of this"), context);
            return;
        }
        context.request().pause();
        Uni<SecurityIdentity> identity = QuarkusHttpUser.getSecurityIdentity(context, null);
        limits.admit(identity, context)
                .invoke(admitted -> context.response().headers().addAll(limits.headers(context)))
                .flatMap(admitted -> identity)
                .subscribe()
                .with(known -> goOn(known, context), failure -> refuse(failure, context));
    }

    private void goOn(SecurityIdentity known, RoutingContext context) {
        if (known == null || known.isAnonymous()) {
            refuse(Refused.because(Reason.NOT_AUTHENTICATED, "Log in, or bring a token."), context);
            return;
        }
        QuarkusHttpUser.setIdentity(known, context);
        context.request().resume();
        context.next();
    }

    /** A credential that is no good is told from one that cannot be judged just now. */
    private static Refused refusal(Throwable failure) {
        if (failure instanceof Refused told) {
            return told;
        }
        return failure instanceof AuthenticationFailedException && !DependencyDown.causedBy(failure)
                ? Refused.because(Reason.NOT_AUTHENTICATED, "The credential is no good.")
                : Refused.unavailable("Whether you may cannot be said just now.", failure);
    }

    private void refuse(Throwable failure, RoutingContext context) {
        if (context.response().headWritten()) {
            // Quarkus has answered a credential that is no good.
            return;
        }
        Refused refused = refusal(failure);
        refused.retryAfter()
                .ifPresent(wait -> context.response()
                        .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds()))));
        if (refused.reason() == Reason.NOT_AUTHENTICATED) {
            SecurityLog.tell(
                    context,
                    ProblemStatus.of(refused.reason()),
                    refused.reason().slug());
            context.response().putHeader("WWW-Authenticate", challenges.missing());
        }
        context.request().resume();
        BareProblem.end(context.response(), refused.reason(), refused.getMessage());
    }
}
