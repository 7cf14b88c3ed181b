package io.latchkey.edge.catalogues;

import java.util.List;

/**
 * A version of the catalogue, as far as a service goes by it.
 *
 * @param permissions their names, retired ones included, in the file's order
 * @param content all that must not change without another version, in any form that is the same for the same content
 */
public record CatalogueVersion(int version, List<String> permissions, String content) {
    public CatalogueVersion {
        if (version < 1) {
            throw new IllegalStateException("the permission catalogue's version must be 1 or more");
        }
    }
}
