package io.latchkey.workspace.dryrun;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a change would give and take; every token of the accounts follows, within its limits. */
@Schema(name = "BlastRadius")
public record BlastRadius(List<Reach> gains, List<Reach> losses) {
    @Schema(name = "Reach")
    public record Reach(UUID account, UUID workspace, Collection<String> permissions, Devices devices) {}

    /** @param every device permissions on every device, future ones too */
    @Schema(name = "ReachOnDevices")
    public record Devices(Collection<String> every, List<Listed> listed) {}

    @Schema(name = "ReachOnListedDevices")
    public record Listed(Set<UUID> ids, Collection<String> permissions) {}
}
