package io.latchkey.token.leaks;

import io.latchkey.token.audit.By;
import io.latchkey.token.tokens.RevokeByValue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.Cancellable;

/** For whoever finds tokens where they should not be. */
@Path("/v1/tokens/leaked")
@Cancellable(false)
@Tag(name = "Tokens")
class LeakResource {
    private static final Logger LOG = Logger.getLogger(LeakResource.class);

    private final RevokeByValue revokeByValue;
    private final ReportThrottle throttle;

    LeakResource(RevokeByValue revokeByValue, ReportThrottle throttle) {
        this.revokeByValue = revokeByValue;
        this.throttle = throttle;
    }

    @Schema(name = "LeakReport")
    record Report(
            @NotNull @Size(min = 1, max = 1000) @Schema(examples = "[\"lk_api_…\"]")
            List<@NotNull @Size(max = 200) String> tokens) {
        @Override
        public String toString() {
            return "Report[" + (tokens == null ? 0 : tokens.size()) + "]";
        }
    }

    @POST
    @PermitAll
    @Operation(
            summary = "Report leaked tokens",
            description =
                    "Without a log-in: up to 1000 values that were found somewhere. Real ones are revoked before this"
                            + " is answered, and the answer is the same whether there were any. What a token looks like:"
                            + " lk_(pat|api)_[0-9A-Za-z]{36}")
    @APIResponse(responseCode = "204", description = "Whatever was real is good for nothing now")
    @APIResponse(responseCode = "429", description = "Too many reports from here; see Retry-After")
    public Uni<Void> report(@Valid @NotNull Report report, @Context HttpServerRequest request) {
        throttle.admit(request.remoteAddress().hostAddress());
        return revokeByValue
                .revoke(report.tokens(), By.outsider("leak report"))
                .invoke(revoked -> revoked.forEach(id -> LOG.warnf("token %s was reported as leaked and revoked", id)))
                .replaceWithVoid();
    }
}
