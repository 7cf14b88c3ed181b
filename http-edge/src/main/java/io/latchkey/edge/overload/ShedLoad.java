package io.latchkey.edge.overload;

import io.latchkey.edge.problems.BareProblem;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.requests.RequestEnd;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Before anything else is done for a request: where as many are under way as may be, it is refused with 503, which costs
 * next to nothing. Checks have a lane of their own. Health and metrics are always answered.
 */
@ApplicationScoped
class ShedLoad {
    private static final int BEFORE_ALL = 1000;
    private static final List<String> ALWAYS = List.of("/health", "/metrics");

    private final List<String> first;
    private final Lane firstLane;
    private final Lane others;
    private final Counter shed;

    ShedLoad(OverloadConfig config, MeterRegistry registry) {
        this.first = config.first().orElse(List.of());
        this.firstLane = new Lane(config.firstAtOnce());
        this.others = new Lane(config.othersAtOnce());
        this.shed = Counter.builder("latchkey.overload.shed")
                .description("Requests refused at once, since too many were under way")
                .register(registry);
        Gauge.builder("latchkey.overload.under.way", () -> firstLane.underWay() + others.underWay())
                .description("Requests under way")
                .register(registry);
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_ALL);
    }

    private void admit(RoutingContext context) {
        String path = context.request().path();
        if (path == null || startsWithAny(path, ALWAYS)) {
            context.next();
            return;
        }
        Lane lane = startsWithAny(path, first) ? firstLane : others;
        if (!lane.enter()) {
            shed.increment();
            refuse(context);
            return;
        }
        RequestEnd.await(context, lane::leave);
        context.next();
    }

    private static boolean startsWithAny(String path, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (path.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static void refuse(RoutingContext context) {
        BareProblem.end(
                context.response().putHeader(HttpHeaders.RETRY_AFTER, "1"),
                Reason.UNAVAILABLE,
                "There is too much to do just now; try again shortly.");
    }
}
