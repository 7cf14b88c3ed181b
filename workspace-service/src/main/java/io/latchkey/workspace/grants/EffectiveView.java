package io.latchkey.workspace.grants;

import io.latchkey.workspace.rights.EffectiveRights;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a member may really do, roles and teams worked in.
 *
 * @param everyDevice device permissions on every device, future ones too
 */
@Schema(name = "Effective")
@Type("Effective")
public record EffectiveView(Collection<String> permissions, Collection<String> everyDevice, List<Grant> deviceGrants) {
    @Schema(name = "EffectiveDeviceGrant")
    @Type("EffectiveDeviceGrant")
    public record Grant(Collection<UUID> devices, Collection<String> permissions) {}

    public static EffectiveView of(EffectiveRights rights) {
        return new EffectiveView(
                new TreeSet<>(rights.permissions()),
                new TreeSet<>(rights.everyDevice()),
                rights.grants().stream()
                        .map(grant -> new Grant(grant.devices(), new TreeSet<>(grant.permissions())))
                        .toList());
    }
}
