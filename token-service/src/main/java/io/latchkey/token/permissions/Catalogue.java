package io.latchkey.token.permissions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.catalogues.CatalogueVersion;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The permissions there are, each with a number: its place in the catalogue file ({@code latchkey.catalogue}). */
@Singleton
public class Catalogue {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final BitSet ofDevices = new BitSet();
    private final BitSet retired = new BitSet();
    private final CatalogueVersion version;

    @RegisterForReflection
    record File(Integer version, List<Permission> permissions) {
        /** @param retired keeps its number, and is held by nobody any more, whatever is kept of whom */
        @RegisterForReflection
        record Permission(String name, String of, boolean retired) {}
    }

    public Catalogue(@ConfigProperty(name = "latchkey.catalogue") Optional<Path> path, ObjectMapper json) {
        File file = read(path, json);
        for (File.Permission permission : file.permissions()) {
            if (indexes.put(permission.name(), names.size()) != null) {
                throw new IllegalStateException("the permission catalogue names " + permission.name() + " twice");
            }
            ofDevices.set(names.size(), "device".equals(permission.of()));
            retired.set(names.size(), permission.retired());
            names.add(permission.name());
        }
        version = new CatalogueVersion(
                file.version() == null ? 1 : file.version(),
                List.copyOf(names),
                file.permissions().toString());
    }

    public CatalogueVersion version() {
        return version;
    }

    private static File read(Optional<Path> path, ObjectMapper json) {
        try (InputStream in = path.isPresent()
                ? Files.newInputStream(path.get())
                : Catalogue.class.getResourceAsStream("/latchkey/catalogue.json")) {
            return json.readerFor(File.class)
                    .without(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(in);
        } catch (IOException e) {
            throw new IllegalStateException("the permission catalogue cannot be read", e);
        }
    }

    /** -1 where there is no such permission. */
    public int indexOf(String permission) {
        return indexes.getOrDefault(permission, -1);
    }

    /** All that can be held, in the catalogue's order. */
    public List<String> names() {
        return names.stream().filter(name -> !isRetired(indexOf(name))).toList();
    }

    public boolean isRetired(int index) {
        return retired.get(index);
    }

    public String name(int index) {
        return names.get(index);
    }

    public boolean isOfDevices(int index) {
        return ofDevices.get(index);
    }

    /** Names that this catalogue does not know, and retired ones, grant nothing. */
    public PermissionBits bits(String... permissions) {
        BitSet set = new BitSet(names.size());
        for (String permission : permissions) {
            Integer index = indexes.get(permission);
            if (index != null && !isRetired(index)) {
                set.set(index);
            }
        }
        return PermissionBits.of(set);
    }

    /** In the catalogue's order. */
    public List<String> names(PermissionBits bits) {
        List<String> held = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            if (bits.has(index) && !isRetired(index)) {
                held.add(names.get(index));
            }
        }
        return held;
    }
}
