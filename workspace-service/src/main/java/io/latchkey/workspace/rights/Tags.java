package io.latchkey.workspace.rights;

import java.util.Collection;

/** Tags as one parameter of a query, which takes no arrays. */
public final class Tags {
    /** No tag has it: {@code RightsInput} and devices take no control characters. */
    private static final String SEPARATOR = "\u001f";

    /** The array that the parameter {@code :value} stands for. */
    public static final String IN_SQL = "cast(string_to_array(:value, chr(31)) as varchar[])";

    private Tags() {}

    public static String joined(Collection<String> tags) {
        return String.join(SEPARATOR, tags);
    }
}
