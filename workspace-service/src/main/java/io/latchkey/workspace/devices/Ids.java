package io.latchkey.workspace.devices;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/** Ids as one parameter of a query: PostgreSQL takes 65 535 parameters, and a workspace may have more devices. */
final class Ids {
    /** The array that the parameter {@code :value} stands for. */
    static final String IN_SQL = "cast(string_to_array(:value, ',') as uuid[])";

    private Ids() {}

    static String joined(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
