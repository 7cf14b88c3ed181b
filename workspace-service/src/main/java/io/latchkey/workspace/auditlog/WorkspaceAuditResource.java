package io.latchkey.workspace.auditlog;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.EnterWorkspace;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

@Path("/v1/workspaces/{workspace}/audit-log")
@Authenticated
@Tag(name = "Audit log", description = "Who did what, the newest first")
class WorkspaceAuditResource {
    private final EnterWorkspace enter;
    private final ReadAudit readAudit;
    private final VerifyAudit verifyAudit;

    WorkspaceAuditResource(EnterWorkspace enter, ReadAudit readAudit, VerifyAudit verifyAudit) {
        this.enter = enter;
        this.readAudit = readAudit;
        this.verifyAudit = verifyAudit;
    }

    @GET
    @Operation(
            summary = "What was done in a workspace",
            description =
                    "The newest first, also those from when it belonged to another organization. Needs the permission"
                            + " members.")
    public Uni<Page<AuditEntryView>> list(
            @RestPath UUID workspace,
            @BeanParam @Valid Wanted wanted,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return search(workspace, wanted).flatMap(search -> readAudit.page(search, after, limit));
    }

    @GET
    @Path("export")
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Operation(
            summary = "What was done in a workspace, whole, as JSON lines",
            description = "One entry a line, the newest first. Needs the permission members.")
    @APIResponse(responseCode = "200", description = "The entries, as they are read")
    public Multi<AuditEntryView> export(@RestPath UUID workspace, @BeanParam @Valid Wanted wanted) {
        return search(workspace, wanted).onItem().transformToMulti(readAudit::all);
    }

    @GET
    @Path("verification")
    @Operation(
            summary = "Whether the log is as it was written",
            description = "Goes along the chain of all entries. Needs the permission members.")
    public Uni<VerifyAudit.Outcome> verify(@RestPath UUID workspace) {
        return enter.read(
                workspace,
                access -> verifyAudit.verify(new LogOf(access.require("members").workspace().organization, workspace)));
    }

    private Uni<Search> search(UUID workspace, Wanted wanted) {
        return enter.read(workspace, access -> {
            access.require("members");
            return Uni.createFrom().item(wanted.in(null, workspace));
        });
    }
}
