package io.latchkey.token.scopes;

import io.latchkey.token.limits.Limits;
import io.latchkey.token.limits.Network;
import io.latchkey.token.permissions.PermissionBits;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The limits' parts of a token's entry: {@code |permissions|workspaces|devices|networks}; nothing where there are none. */
final class LimitsText {
    private static final String NOT_LIMITED = "*";

    private LimitsText() {}

    static String encode(Limits limits) {
        if (limits.areNone()) {
            return "";
        }
        return "|"
                + (limits.permissions() == null
                        ? NOT_LIMITED
                        : limits.permissions().hex())
                + "|" + list(limits.workspaces(), ShortId::of)
                + "|" + list(limits.devices(), ShortId::of)
                + "|" + list(limits.networks(), Network::toString);
    }

    private static <T> String list(Collection<T> values, Function<T, String> text) {
        return values == null
                ? NOT_LIMITED
                : String.join(",", values.stream().map(text).sorted().toList());
    }

    static Limits decode(Parts parts) {
        String permissions = parts.next();
        if (permissions.isEmpty() && parts.isAtEnd()) {
            return Limits.NONE;
        }
        return new Limits(
                permissions.equals(NOT_LIMITED) ? null : new PermissionBits(permissions),
                ids(parts.next()),
                ids(parts.next()),
                networks(parts.next()));
    }

    private static Set<UUID> ids(String text) {
        if (text.equals(NOT_LIMITED)) {
            return null;
        }
        Set<UUID> ids = new HashSet<>();
        for (String id : split(text)) {
            ids.add(ShortId.parse(id));
        }
        return ids;
    }

    private static List<Network> networks(String text) {
        return text.equals(NOT_LIMITED)
                ? null
                : split(text).stream().map(Network::parse).toList();
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}
