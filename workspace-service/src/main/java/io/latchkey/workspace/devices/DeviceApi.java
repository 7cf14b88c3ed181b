package io.latchkey.workspace.devices;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** {@link DeviceResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class DeviceApi {
    private final DeviceResource devices;
    private final Answers answers;

    DeviceApi(DeviceResource devices, Answers answers) {
        this.devices = devices;
        this.answers = answers;
    }

    @Query
    @Description("The devices I may see")
    public Uni<Page<DeviceView>> devices(@NonNull UUID workspace, UUID after, @DefaultValue("100") int limit) {
        return answers.inTurn(() -> devices.list(workspace, after, limit));
    }

    @Query
    @Description("A device")
    public Uni<DeviceView> device(@NonNull UUID workspace, @NonNull UUID device) {
        return answers.inTurn(() -> devices.get(workspace, device));
    }

    @Mutation
    @Description("Register a device")
    public Uni<DeviceView> registerDevice(
            @NonNull UUID workspace, @NonNull String name, String serial, List<String> tags) {
        return answers.inTurn(() -> devices.register(workspace, new DeviceResource.NewDevice(name, serial, tags)))
                .map(answers::of);
    }

    @Mutation
    @Description("Rename a device or change its tags")
    public Uni<DeviceView> changeDevice(@NonNull UUID workspace, @NonNull UUID device, String name, List<String> tags) {
        return answers.inTurn(() -> devices.change(workspace, device, new DeviceResource.DeviceChange(name, tags)))
                .map(answers::of);
    }

    @Mutation
    @Description("Remove a device")
    public Uni<Boolean> removeDevice(@NonNull UUID workspace, @NonNull UUID device) {
        return answers.inTurn(() -> devices.remove(workspace, device)).map(answers::done);
    }
}
