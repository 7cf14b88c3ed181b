package io.latchkey.workspace.devices;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class RemoveDevice {
    private final ChangeWorkspace changeWorkspace;
    private final Devices devices;
    private final Members members;

    RemoveDevice(ChangeWorkspace changeWorkspace, Devices devices, Members members) {
        this.changeWorkspace = changeWorkspace;
        this.devices = devices;
        this.members = members;
    }

    Uni<Changed<Void>> remove(UUID workspace, UUID id) {
        return changeWorkspace.change(workspace, "devices", change -> {
            change.access().requireDevice(id);
            return devices.find(workspace, id)
                    .onItem()
                    .ifNull()
                    .failWith(RemoveDevice::missing)
                    .invoke(device -> change.note(Action.DEVICE_REMOVED, id, DeviceView.of(device), null))
                    .flatMap(devices::delete)
                    .invoke(deleted -> change.deviceRemoved(id))
                    .flatMap(deleted -> forget(change, id));
        });
    }

    static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such device.");
    }

    /** Nobody keeps a grant on what is gone. */
    private Uni<Void> forget(Change change, UUID device) {
        change.book().teams().forEach(team -> team.rights.forget(device));
        return members.withDevice(change.workspace().id, device)
                .invoke(holders -> {
                    holders.forEach(holder -> holder.rights.forget(device));
                    change.membersChanged(holders);
                })
                .replaceWithVoid();
    }
}
