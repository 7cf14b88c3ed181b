package io.latchkey.workspace.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.preconditions.Tagged;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Device")
@Type("Device")
public record DeviceView(
        UUID id,
        @Schema(examples = "Pump 7") String name,
        @Schema(examples = "SN-0007") String serial,
        @Schema(examples = "[\"north\"]") List<String> tags)
        implements Tagged {
    static DeviceView of(Device device) {
        return new DeviceView(device.id, device.name, device.serial, List.of(device.tags));
    }
}
