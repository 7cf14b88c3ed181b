package io.latchkey.edge.callers;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What the token that a caller came with is cut down to, and with it all that the caller may do. Each part is null
 * where it does not limit. Networks are not among them: those were judged before there was a JWT.
 */
public record CallerLimits(Set<String> permissions, Set<UUID> workspaces, Set<UUID> devices) {
    public static final CallerLimits NONE = new CallerLimits(null, null, null);

    /** In a JWT each is a text with spaces between the values, as {@code scope} is (RFC 8693 section 4.2). */
    public static final String PERMISSIONS = "limit_permissions";

    public static final String WORKSPACES = "limit_workspaces";
    public static final String DEVICES = "limit_devices";

    static CallerLimits of(JsonWebToken jwt) {
        return new CallerLimits(
                values(jwt, PERMISSIONS, Function.identity()),
                values(jwt, WORKSPACES, UUID::fromString),
                values(jwt, DEVICES, UUID::fromString));
    }

    private static <T> Set<T> values(JsonWebToken jwt, String claim, Function<String, T> value) {
        String text = OptionalClaims.text(jwt, claim);
        return text == null ? null : Arrays.stream(text.split(" ")).map(value).collect(Collectors.toUnmodifiableSet());
    }

    public boolean areNone() {
        return permissions == null && workspaces == null && devices == null;
    }

    public boolean admitPermission(String permission) {
        return permissions == null || permissions.contains(permission);
    }

    public boolean admitDevice(UUID device) {
        return devices == null || devices.contains(device);
    }

    public boolean admitWorkspace(UUID workspace) {
        return workspaces == null || workspaces.contains(workspace);
    }
}
