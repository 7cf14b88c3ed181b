package io.latchkey.workspace.devices;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.Access;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.EnterWorkspace;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.rights.DeviceGrant;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/workspaces/{workspace}/devices")
@Cancellable(false)
@Authenticated
@Tag(name = "Devices")
class DeviceResource {
    private final EnterWorkspace enter;
    private final ChangeWorkspace changeWorkspace;
    private final Devices devices;
    private final RegisterDevice registerDevice;
    private final RemoveDevice removeDevice;
    private final FollowTags followTags;

    DeviceResource(
            EnterWorkspace enter,
            ChangeWorkspace changeWorkspace,
            Devices devices,
            RegisterDevice registerDevice,
            RemoveDevice removeDevice,
            FollowTags followTags) {
        this.enter = enter;
        this.changeWorkspace = changeWorkspace;
        this.devices = devices;
        this.registerDevice = registerDevice;
        this.removeDevice = removeDevice;
        this.followTags = followTags;
    }

    record NewDevice(
            @NotBlank @Size(max = 100) @Schema(examples = "Pump 7")
            String name,

            @Size(min = 1, max = 100) @Schema(examples = "SN-0007")
            String serial,

            @Size(max = 50) List<@NotBlank @Pattern(regexp = "[^\\x00-\\x1f\\x7f]{1,50}") String> tags) {}

    record DeviceChange(
            @Size(min = 1, max = 100) String name,
            @Size(max = 50) List<@NotBlank @Pattern(regexp = "[^\\x00-\\x1f\\x7f]{1,50}") String> tags) {}

    @POST
    @Operation(summary = "Register a device", description = "Needs the permission devices.")
    @APIResponse(responseCode = "201", description = "Registered")
    public Uni<RestResponse<DeviceView>> register(@RestPath UUID workspace, @Valid @NotNull NewDevice asked) {
        return registerDevice
                .register(workspace, asked)
                .map(changed -> changed.map(DeviceView::of))
                .map(changed -> changed.created("/v1/workspaces/" + workspace + "/devices/"
                        + changed.value().id()));
    }

    @GET
    @Operation(summary = "The devices I may see", description = "All of them with the permission devices.")
    public Uni<Page<DeviceView>> list(
            @RestPath UUID workspace,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return enter.read(workspace, access -> visible(access, Page.startOr(after), Page.probe(limit)))
                .map(found -> Page.of(found, limit, device -> device.id).map(DeviceView::of));
    }

    private Uni<List<Device>> visible(Access access, UUID after, int limit) {
        UUID workspace = access.workspace().id;
        boolean all =
                access.mine().has("devices") || !access.mine().everyDevice().isEmpty();
        if (all) {
            Set<UUID> limits = access.limits().devices();
            return limits == null
                    ? devices.page(workspace, after, limit)
                    : devices.page(workspace, limits, after, limit);
        }
        Set<UUID> granted = access.mine().grants().stream()
                .map(DeviceGrant::devices)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        return granted.isEmpty() ? Uni.createFrom().item(List.of()) : devices.page(workspace, granted, after, limit);
    }

    @GET
    @Path("{device}")
    @Operation(summary = "A device")
    public Uni<DeviceView> get(@RestPath UUID workspace, @RestPath UUID device) {
        return enter.read(workspace, access -> {
                    access.requireDevice(device);
                    boolean visible = access.mine().has("devices")
                            || !access.mine().on(device).isEmpty();
                    return visible
                            ? devices.find(workspace, device)
                            : Uni.createFrom().<Device>nullItem();
                })
                .onItem()
                .ifNull()
                .failWith(RemoveDevice::missing)
                .map(DeviceView::of);
    }

    @PATCH
    @Path("{device}")
    @Operation(summary = "Rename a device or change its tags", description = "Needs the permission devices.")
    public Uni<RestResponse<DeviceView>> change(
            @RestPath UUID workspace, @RestPath UUID device, @Valid @NotNull DeviceChange asked) {
        return changeWorkspace
                .change(workspace, "devices", change -> {
                    change.access().requireDevice(device);
                    return devices.find(workspace, device)
                            .onItem()
                            .ifNull()
                            .failWith(RemoveDevice::missing)
                            .call(found -> {
                                DeviceView before = DeviceView.of(found);
                                apply(asked, found);
                                change.note(Action.DEVICE_CHANGED, device, before, DeviceView.of(found));
                                return followTags.follow(
                                        change, device, Set.copyOf(before.tags()), Set.copyOf(List.of(found.tags)));
                            });
                })
                .map(changed -> changed.map(DeviceView::of).ok());
    }

    private static void apply(DeviceChange asked, Device device) {
        if (asked.name() != null) {
            device.name = asked.name().strip();
        }
        if (asked.tags() != null) {
            device.tags = Device.distinct(asked.tags());
        }
    }

    @DELETE
    @Path("{device}")
    @Operation(
            summary = "Remove a device",
            description = "Every grant on it goes with it. Needs the permission devices.")
    @APIResponse(responseCode = "204", description = "Removed")
    public Uni<RestResponse<Void>> remove(@RestPath UUID workspace, @RestPath UUID device) {
        return removeDevice.remove(workspace, device).map(changed -> changed.noContent());
    }
}
