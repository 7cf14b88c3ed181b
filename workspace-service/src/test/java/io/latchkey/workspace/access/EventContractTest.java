package io.latchkey.workspace.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.latchkey.local.tests.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventContractTest {
    private static final UUID WORKSPACE = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b02");
    private static final UUID ORGANIZATION = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b03");
    private static final UUID DEVICE = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b04");
    private static final UUID ACCOUNT = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b05");
    private static final UUID TEAM = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b06");

    private final ObjectMapper json = new ObjectMapper();

    private void writesTheExample(Object event, String contract) throws Exception {
        String written = json.writeValueAsString(event);
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(getClass().getResourceAsStream("/latchkey/schemas/" + contract + ".json"));

        assertThat(json.readTree(written)).isEqualTo(json.readTree(TestEvents.example(contract, Map.of())));
        assertThat(schema.validate(written, InputFormat.JSON)).isEmpty();
    }

    @Test
    void writesTheExampleOfAMember() throws Exception {
        writesTheExample(
                new MemberEvent(
                        WORKSPACE,
                        ACCOUNT,
                        Member.API_USER,
                        "Night export",
                        "active",
                        List.of("reports", "exports"),
                        List.of(),
                        new MemberEvent.Listed(List.of(DEVICE), List.of("device:view", "device:record")),
                        List.of(TEAM),
                        7,
                        false),
                "member.v1");
    }

    @Test
    void writesTheExampleOfADevice() throws Exception {
        writesTheExample(
                new DeviceEvent(
                        WORKSPACE,
                        DEVICE,
                        "active",
                        List.of(new DeviceEvent.TeamGrant(TEAM, List.of("device:view", "device:command"))),
                        6,
                        false),
                "device.v1");
    }

    @Test
    void writesTheExampleOfAWorkspace() throws Exception {
        Workspace workspace = new Workspace();
        workspace.id = WORKSPACE;
        workspace.organization = ORGANIZATION;
        workspace.name = "Engine room";
        workspace.slug = "engine-room";
        workspace.tokenMaxLifetime = 7_776_000L;
        workspace.revision = 7;

        writesTheExample(WorkspaceEvent.of(workspace), "workspace.v1");
    }
}
