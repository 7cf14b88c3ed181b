package io.latchkey.workspace.grants;

import io.latchkey.workspace.rights.Rights;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rights as they were given. */
@Schema(name = "Rights")
@Type("Rights")
public record RightsView(
        List<String> permissions, List<String> roles, Devices devices, List<String> devicePermissions) {
    @Schema(name = "RightsDevices")
    @Type("RightsDevices")
    public record Devices(boolean all, List<UUID> ids, List<String> tags) {}

    public static RightsView of(Rights rights) {
        return new RightsView(
                List.of(rights.permissions),
                List.of(rights.roles),
                new Devices(rights.allDevices, List.copyOf(rights.listed()), List.of(rights.deviceTags)),
                List.of(rights.devicePermissions));
    }
}
