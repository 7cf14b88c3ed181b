package io.latchkey.workspace.auditlog;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.administration.EnterOrganization;
import io.latchkey.workspace.audit.AuditEntries.Search;
import io.latchkey.workspace.audit.LogOf;
import io.latchkey.workspace.audit.VerifyAudit;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

@Path("/v1/organizations/{organization}/audit-log")
@Authenticated
@Tag(name = "Audit log", description = "Who did what, the newest first")
class OrganizationAuditResource {
    private static final String PERMISSION = "org:members";

    private final EnterOrganization enter;
    private final ReadAudit readAudit;
    private final VerifyAudit verifyAudit;

    OrganizationAuditResource(EnterOrganization enter, ReadAudit readAudit, VerifyAudit verifyAudit) {
        this.enter = enter;
        this.readAudit = readAudit;
        this.verifyAudit = verifyAudit;
    }

    @GET
    @Operation(
            summary = "What was done to an organization and in its workspaces",
            description = "The newest first, also in deleted ones. Needs the permission org:members.")
    public Uni<Page<AuditEntryView>> list(
            @RestPath UUID organization,
            @BeanParam @Valid Wanted wanted,
            @RestQuery @Parameter(description = "In this workspace only") UUID workspace,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return search(organization, workspace, wanted).flatMap(search -> readAudit.page(search, after, limit));
    }

    @GET
    @Path("export")
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Operation(
            summary = "What was done to an organization and in its workspaces, whole, as JSON lines",
            description = "One entry a line, the newest first. Needs the permission org:members.")
    @APIResponse(responseCode = "200", description = "The entries, as they are read")
    public Multi<AuditEntryView> export(
            @RestPath UUID organization,
            @BeanParam @Valid Wanted wanted,
            @RestQuery @Parameter(description = "In this workspace only") UUID workspace) {
        return search(organization, workspace, wanted).onItem().transformToMulti(readAudit::all);
    }

    @GET
    @Path("verification")
    @Operation(
            summary = "Whether the organization's own log is as it was written",
            description = "Each of its workspaces has its own chain. Needs the permission org:members.")
    public Uni<VerifyAudit.Outcome> verify(@RestPath UUID organization) {
        return enter.read(organization, entered -> {
            entered.require(PERMISSION);
            return verifyAudit.verify(new LogOf(organization, null));
        });
    }

    private Uni<Search> search(UUID organization, UUID workspace, Wanted wanted) {
        return enter.read(organization, entered -> {
            entered.require(PERMISSION);
            return Uni.createFrom().item(wanted.in(organization, workspace));
        });
    }
}
