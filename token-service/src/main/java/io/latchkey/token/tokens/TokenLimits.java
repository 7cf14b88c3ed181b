package io.latchkey.token.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.limits.Network;
import io.latchkey.token.permissions.Catalogue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a token is cut down to, as callers write and read it. A part left out does not limit; none may be empty. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TokenLimits")
record TokenLimits(
        @Size(min = 1, max = 200) @Schema(examples = "[\"reports\", \"device:view\"]")
        List<@NotNull String> permissions,

        @Size(min = 1, max = 100) List<@NotNull UUID> workspaces,
        @Size(min = 1, max = 100) List<@NotNull UUID> devices,

        @Size(min = 1, max = 50)
        @Schema(
                description = "CIDR blocks, or single addresses, that it may be presented from",
                examples = "[\"198.51.100.0/24\", \"2001:db8::/32\"]")
        List<@NotNull String> networks) {

    static TokenLimits of(Token token) {
        boolean none = token.limitPermissions == null
                && token.limitWorkspaces == null
                && token.limitDevices == null
                && token.limitNetworks == null;
        return none
                ? null
                : new TokenLimits(
                        list(token.limitPermissions),
                        list(token.limitWorkspaces),
                        list(token.limitDevices),
                        list(token.limitNetworks));
    }

    private static <T> List<T> list(T[] values) {
        return values == null ? null : List.of(values);
    }

    /** @throws Refused naming what there is none of */
    TokenLimits checked(Catalogue catalogue) {
        if (permissions != null) {
            for (String permission : permissions) {
                if (catalogue.indexOf(permission) < 0) {
                    throw Refused.field("limits.permissions", "there is no permission " + permission);
                }
            }
        }
        return new TokenLimits(
                distinct(permissions), distinct(workspaces), distinct(devices), networks == null ? null : canonical());
    }

    private static <T> List<T> distinct(List<T> values) {
        return values == null ? null : values.stream().distinct().toList();
    }

    private List<String> canonical() {
        try {
            return distinct(
                    networks.stream().map(Network::parse).map(Network::toString).toList());
        } catch (IllegalArgumentException e) {
            throw Refused.field("limits.networks", "one of them is not a CIDR block or an address");
        }
    }

    void putInto(Token token) {
        token.limitPermissions = permissions == null ? null : permissions.toArray(String[]::new);
        token.limitWorkspaces = workspaces == null ? null : workspaces.toArray(UUID[]::new);
        token.limitDevices = devices == null ? null : devices.toArray(UUID[]::new);
        token.limitNetworks = networks == null ? null : networks.toArray(String[]::new);
    }
}
