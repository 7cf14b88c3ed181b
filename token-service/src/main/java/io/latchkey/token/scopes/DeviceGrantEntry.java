package io.latchkey.token.scopes;

import io.latchkey.token.permissions.PermissionBits;
import java.util.UUID;

/** What an account holds on one listed device. */
public record DeviceGrantEntry(long devicesRevision, PermissionBits permissions, UUID workspace) {
    public String encode() {
        return devicesRevision + "|" + permissions.hex() + "|" + ShortId.of(workspace);
    }

    public static DeviceGrantEntry decode(String text) {
        Parts parts = new Parts(text);
        return new DeviceGrantEntry(parts.nextLong(), new PermissionBits(parts.next()), parts.nextId());
    }
}
