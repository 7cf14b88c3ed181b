package io.latchkey.workspace.rights;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What was given to a member, an invitation or a team, as it was given; {@link EffectiveRights} is what follows. */
@Embeddable
public class Rights {
    @Column(nullable = false)
    public String[] permissions = {};

    /** Built-in ones by name, custom ones by id. */
    @Column(nullable = false)
    public String[] roles = {};

    @Column(name = "all_devices", nullable = false)
    public boolean allDevices;

    @Column(name = "device_ids", nullable = false)
    public UUID[] deviceIds = {};

    /** Devices with one of these are reached too, whenever they get it. */
    @Column(name = "device_tags", nullable = false)
    public String[] deviceTags = {};

    /** Which those are now. */
    @Column(name = "tagged_device_ids", nullable = false)
    public UUID[] taggedDeviceIds = {};

    @Column(name = "device_permissions", nullable = false)
    public String[] devicePermissions = {};

    public boolean hasRole(String role) {
        return Arrays.asList(roles).contains(role);
    }

    /** The same with these roles in the place of its own. */
    Rights withRoles(String... others) {
        Rights rights = new Rights();
        rights.permissions = permissions;
        rights.roles = others;
        rights.allDevices = allDevices;
        rights.deviceIds = deviceIds;
        rights.deviceTags = deviceTags;
        rights.taggedDeviceIds = taggedDeviceIds;
        rights.devicePermissions = devicePermissions;
        return rights;
    }

    public boolean isOwner() {
        return hasRole(Catalogue.OWNER);
    }

    /** As they were listed. */
    public Set<UUID> listed() {
        return new TreeSet<>(Arrays.asList(deviceIds));
    }

    /** Listed, or reached by a tag. */
    public Set<UUID> devices() {
        Set<UUID> devices = listed();
        devices.addAll(Arrays.asList(taggedDeviceIds));
        return devices;
    }

    public boolean hasDevices() {
        return deviceIds.length + taggedDeviceIds.length > 0;
    }

    public boolean hasTagOf(Set<String> tags) {
        return Arrays.stream(deviceTags).anyMatch(tags::contains);
    }

    /** @param devices that are new, and so reached by nothing yet */
    public void reachByTag(Collection<UUID> devices) {
        Set<UUID> tagged = new TreeSet<>(Arrays.asList(taggedDeviceIds));
        tagged.addAll(devices);
        taggedDeviceIds = tagged.toArray(UUID[]::new);
    }

    /** @return whether that changed anything */
    public boolean reachByTag(UUID device, boolean reached) {
        Set<UUID> tagged = new TreeSet<>(Arrays.asList(taggedDeviceIds));
        boolean changes = reached ? tagged.add(device) : tagged.remove(device);
        if (changes) {
            taggedDeviceIds = tagged.toArray(UUID[]::new);
        }
        return changes;
    }

    /** Of a device that is gone. */
    public void forget(UUID device) {
        if (Arrays.asList(deviceIds).contains(device)) {
            deviceIds =
                    Arrays.stream(deviceIds).filter(id -> !id.equals(device)).toArray(UUID[]::new);
        }
        reachByTag(device, false);
    }

    public static Rights ofOwner() {
        Rights rights = new Rights();
        rights.roles = new String[] {Catalogue.OWNER};
        return rights;
    }
}
