package io.latchkey.workspace.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.operators.Operators;
import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.audit.VerifyAudit;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/operations/audit-logs")
@Tag(name = "Operations", description = "For operators, inside only")
class AuditLogsResource {
    private final Operators operators;
    private final VerifyAudit verifyAudit;

    AuditLogsResource(Operators operators, VerifyAudit verifyAudit) {
        this.operators = operators;
        this.verifyAudit = verifyAudit;
    }

    /**
     * @param log id of the workspace, or of the organization
     * @param brokenAt number of the first entry that is not as it was written, or is missing; absent where all are
     */
    @Schema(name = "VerifiedAuditLog")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verified(UUID log, boolean intact, long entries, Long brokenAt) {
        static Verified of(UUID log, VerifyAudit.Outcome outcome) {
            return new Verified(log, outcome.intact(), outcome.entries(), outcome.brokenAt());
        }
    }

    @GET
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(
            summary = "Verify audit logs",
            description = "Of all workspaces and organizations, page by page; each log's chain is gone along.")
    public Uni<Page<Verified>> verify(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
        operators.require(authorization);
        return Panache.withSession(() -> ids(Page.startOr(after), Page.probe(limit)))
                .map(found -> Page.of(found, limit, id -> id))
                .flatMap(page -> Multi.createFrom()
                        .iterable(page.items())
                        .onItem()
                        .transformToUniAndConcatenate(this::verified)
                        .collect()
                        .asList()
                        .map(verified -> new Page<>(verified, page.next())));
    }

    private static Uni<List<UUID>> ids(UUID after, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select id from AuditLogRow where id > :after order by id", UUID.class)
                        .setParameter("after", after)
                        .setMaxResults(limit)
                        .getResultList());
    }

    private Uni<Verified> verified(UUID log) {
        return Panache.withSession(() -> verifyAudit.verify(log).map(outcome -> Verified.of(log, outcome)));
    }
}
