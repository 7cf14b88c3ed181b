package io.latchkey.workspace.devices;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.audit.Action;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

@ApplicationScoped
class RegisterDevice {
    private final ChangeWorkspace changeWorkspace;
    private final Devices devices;
    private final FollowTags followTags;
    private final Clock clock;

    RegisterDevice(ChangeWorkspace changeWorkspace, Devices devices, FollowTags followTags, Clock clock) {
        this.changeWorkspace = changeWorkspace;
        this.devices = devices;
        this.followTags = followTags;
        this.clock = clock;
    }

    Uni<Changed<Device>> register(UUID workspace, DeviceResource.NewDevice asked) {
        return changeWorkspace.change(workspace, "devices", change -> {
            change.access().requireEveryDevice();
            return serialIsFree(change, asked.serial())
                    .flatMap(free -> devices.persist(device(workspace, asked)))
                    .call(device -> followTags.followNew(change, Map.of(device.id, Set.of(device.tags))))
                    .invoke(device -> {
                        change.devicesChanged(List.of(device.id));
                        change.note(Action.DEVICE_REGISTERED, device.id, null, DeviceView.of(device));
                    });
        });
    }

    /** The workspace is locked, so nobody else takes the serial number in between. */
    private Uni<Void> serialIsFree(Change change, String serial) {
        if (serial == null) {
            return Uni.createFrom().voidItem();
        }
        return devices.hasSerial(change.workspace().id, serial)
                .invoke(taken -> {
                    if (taken) {
                        throw Refused.because(Reason.CONFLICT, "A device with this serial number exists already.");
                    }
                })
                .replaceWithVoid();
    }

    private Device device(UUID workspace, DeviceResource.NewDevice asked) {
        Device device = new Device();
        device.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        device.workspace = workspace;
        device.name = asked.name().strip();
        device.serial = asked.serial();
        device.tags = asked.tags() == null ? new String[0] : Device.distinct(asked.tags());
        device.createdAt = clock.instant();
        return device;
    }
}
