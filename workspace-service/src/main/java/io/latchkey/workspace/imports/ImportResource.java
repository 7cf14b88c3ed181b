package io.latchkey.workspace.imports;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.edge.requests.RequestOrigin;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.workspace.access.Access;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.EnterWorkspace;
import io.latchkey.workspace.dryrun.DryRun;
import io.latchkey.workspace.idempotency.Once;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path(ImportResource.PATH)
@Cancellable(false)
@Authenticated
@Tag(name = "Devices")
class ImportResource {
    static final String PATH = "/v1/workspaces/{workspace}/devices/imports";
    private static final String CSV = "text/csv";

    private final EnterWorkspace enter;
    private final ChangeWorkspace changeWorkspace;
    private final ImportDevices importDevices;
    private final DeviceImports imports;
    private final ImportJson json;
    private final ImportConfig config;
    private final DryRun dryRun;
    private final Once once;
    private final Caller caller;
    private final RequestOrigin requestOrigin;
    private final Vertx vertx;
    private final Clock clock;

    ImportResource(
            EnterWorkspace enter,
            ChangeWorkspace changeWorkspace,
            ImportDevices importDevices,
            DeviceImports imports,
            ImportJson json,
            ImportConfig config,
            DryRun dryRun,
            Once once,
            Caller caller,
            RequestOrigin requestOrigin,
            Vertx vertx,
            Clock clock) {
        this.enter = enter;
        this.changeWorkspace = changeWorkspace;
        this.importDevices = importDevices;
        this.imports = imports;
        this.json = json;
        this.config = config;
        this.dryRun = dryRun;
        this.once = once;
        this.caller = caller;
        this.requestOrigin = requestOrigin;
        this.vertx = vertx;
        this.clock = clock;
    }

    @POST
    @Consumes(CSV)
    @Operation(
            summary = "Register the devices of a CSV file",
            description =
                    "With a header: name and, if wanted, serial and tags, which | separates; UTF-8. Lines that are not"
                            + " valid are named at once. The rest is done in the background as one change: all devices or none;"
                            + " GET shows how far it is. Needs the permission devices, and no limits.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = CSV,
                            schema = @Schema(type = SchemaType.STRING),
                            example = "name,serial,tags\nPump 7,SN-0007,north|pumps\n"))
    @APIResponse(responseCode = "202", description = "It will be done")
    @APIResponse(responseCode = "413", description = "The file is too large")
    public Uni<RestResponse<ImportView>> start(@RestPath UUID workspace, byte[] file) {
        caller.requireNoLimits();
        Origin origin = requestOrigin.get();
        boolean rehearse = dryRun.isAsked();
        return enter.read(
                        workspace,
                        access ->
                                Uni.createFrom().item(access.require("devices").requireEveryDevice()))
                .flatMap(may -> vertx.executeBlocking(() -> DeviceFile.read(file, config.maxLines())))
                .flatMap(devices -> rehearse ? rehearsed(workspace, devices) : keep(workspace, origin, devices))
                .map(kept -> ResponseBuilder.create(Status.ACCEPTED, json.view(kept))
                        .location(URI.create("/v1/workspaces/" + workspace + "/devices/imports/" + kept.id))
                        .build());
    }

    /** Ends with what it would do. */
    private Uni<DeviceImport> rehearsed(UUID workspace, List<NewDevice> devices) {
        return changeWorkspace
                .change(
                        workspace,
                        change -> importDevices.into(
                                change,
                                workspace,
                                devices,
                                done -> Uni.createFrom().voidItem()))
                .replaceWith(new DeviceImport());
    }

    private Uni<DeviceImport> keep(UUID workspace, Origin origin, List<NewDevice> devices) {
        DeviceImport asked = new DeviceImport();
        asked.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        asked.workspace = workspace;
        asked.lines = devices.size();
        asked.devices = json.write(devices);
        asked.createdAt = clock.instant();
        asked.from(origin);
        return Panache.withTransaction(() -> once.claim(origin.account()).flatMap(claimed -> imports.persist(asked)));
    }

    @GET
    @Operation(summary = "The workspace's imports of devices", description = "Needs the permission devices.")
    public Uni<Page<ImportView>> list(
            @RestPath UUID workspace,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return enter.read(workspace, access -> imports.page(may(access), Page.startOr(after), Page.probe(limit)))
                .map(found -> Page.of(found, limit, one -> one.id).map(json::view));
    }

    @GET
    @Path("{import}")
    @Operation(
            summary = "How far an import is, and what came of it",
            description = "Needs the permission devices. Of one that is done, Latchkey-Revision is the change's.")
    public Uni<RestResponse<ImportView>> get(@RestPath UUID workspace, @RestPath("import") UUID id) {
        return enter.read(workspace, access -> imports.find(may(access), id))
                .onItem()
                .ifNull()
                .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such import."))
                .map(this::answer);
    }

    private RestResponse<ImportView> answer(DeviceImport found) {
        ResponseBuilder<ImportView> answer = ResponseBuilder.ok(json.view(found));
        return found.revision == null
                ? answer.build()
                : answer.header(Revision.HEADER, Revision.ofWorkspace(found.workspace, found.revision))
                        .build();
    }

    private static UUID may(Access access) {
        return access.require("devices").workspace().id;
    }
}
