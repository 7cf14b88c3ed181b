package io.latchkey.workspace.grants;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rights as callers write them, in several requests. A field left out is empty at creation and unchanged in a change. */
public class RightsInput {
    @Size(max = 200)
    @Schema(examples = "[\"reports\", \"exports\"]")
    public List<@NotNull String> permissions;

    @Size(max = 50)
    @Schema(examples = "[\"observer\"]", description = "Built-in roles by name, custom ones by id or name")
    public List<@NotNull String> roles;

    @Valid
    public Devices devices;

    @Size(max = 50)
    @Schema(examples = "[\"device:view\", \"device:record\"]")
    public List<@NotNull String> devicePermissions;

    public static class Devices {
        @Schema(description = "Every device of the workspace, future ones too")
        public boolean all;

        @Size(max = 10_000)
        public List<@NotNull UUID> ids;

        @Size(max = 50)
        @Schema(
                description =
                        "Every device with one of these tags, whenever it gets it; needs the device permissions on"
                                + " every device",
                examples = "[\"north\"]")
        public List<@NotNull @Pattern(regexp = "[^\\x00-\\x1f\\x7f]{1,50}") String> tags;
    }
}
