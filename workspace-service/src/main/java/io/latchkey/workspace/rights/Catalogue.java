package io.latchkey.workspace.rights;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.catalogues.CatalogueVersion;
import io.latchkey.edge.problems.Refused;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The permissions and built-in roles there are, from a file ({@code latchkey.catalogue}) or the default one. */
@ApplicationScoped
public class Catalogue {
    public static final String OWNER = "owner";

    private final Set<String> workspace;
    private final Set<String> device;
    private final Set<String> organization;
    private final Map<String, List<String>> implied;
    private final String impliedByDeviceGrant;
    private final Map<String, RoleRights> builtIn = new LinkedHashMap<>();
    private final Set<String> retired;
    private final CatalogueVersion version;

    /** @param version raised with every change; 1 where it is left out */
    @RegisterForReflection
    record File(Integer version, List<Permission> permissions, String impliedByDeviceGrant, List<Role> roles) {
        /** @param retired keeps its place, and is given to nobody and grants nothing any more */
        @RegisterForReflection
        record Permission(String name, String of, List<String> implies, String description, boolean retired) {
            /** All but what is said about it. */
            String content() {
                return name + ' ' + of + ' ' + implies + ' ' + retired;
            }
        }

        @RegisterForReflection
        record Role(String name, boolean everything, List<String> permissions, List<String> devicePermissions) {}
    }

    Catalogue(@ConfigProperty(name = "latchkey.catalogue") Optional<Path> path, ObjectMapper json) {
        File file = read(path, json);
        retired = file.permissions().stream()
                .filter(File.Permission::retired)
                .map(File.Permission::name)
                .collect(Collectors.toUnmodifiableSet());
        version = version(file);
        workspace = named(file, "workspace");
        device = named(file, "device");
        organization = named(file, "organization");
        implied = file.permissions().stream()
                .filter(permission -> permission.implies() != null && !permission.retired())
                .collect(Collectors.toUnmodifiableMap(File.Permission::name, File.Permission::implies));
        impliedByDeviceGrant = file.impliedByDeviceGrant();
        file.roles().forEach(role -> builtIn.put(role.name(), rights(role)));
        implied.values().stream()
                .flatMap(List::stream)
                .filter(permission -> !workspace.contains(permission))
                .findFirst()
                .ifPresent(permission -> {
                    throw new IllegalStateException(
                            "the permission catalogue implies " + permission + ", which is no workspace permission");
                });
        if (!builtIn.containsKey(OWNER)) {
            throw new IllegalStateException("the permission catalogue has no role " + OWNER);
        }
    }

    private static File read(Optional<Path> path, ObjectMapper json) {
        try (InputStream in = path.isPresent()
                ? Files.newInputStream(path.get())
                : Catalogue.class.getResourceAsStream("/latchkey/catalogue.json")) {
            return json.readValue(in, File.class);
        } catch (IOException e) {
            throw new IllegalStateException("the permission catalogue cannot be read", e);
        }
    }

    private static Set<String> named(File file, String of) {
        return file.permissions().stream()
                .filter(permission -> of.equals(permission.of()) && !permission.retired())
                .map(File.Permission::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static CatalogueVersion version(File file) {
        String content =
                file.permissions().stream().map(File.Permission::content).toList()
                        + file.impliedByDeviceGrant()
                        + file.roles();
        return new CatalogueVersion(
                file.version() == null ? 1 : file.version(),
                file.permissions().stream().map(File.Permission::name).toList(),
                content);
    }

    private RoleRights rights(File.Role role) {
        return role.everything()
                ? new RoleRights(workspace, device, true)
                : new RoleRights(held(role.permissions()), held(role.devicePermissions()), false);
    }

    public CatalogueVersion version() {
        return version;
    }

    /** What is left of these: whatever was given, a retired permission is held by nobody. */
    public Set<String> held(Collection<String> permissions) {
        Set<String> held = new HashSet<>(permissions);
        held.removeAll(retired);
        return held;
    }

    public Set<String> organizationPermissions() {
        return organization;
    }

    /** @throws Refused naming the element of the field that is no organization permission */
    public String[] organizationPermissions(String field, List<String> asked) {
        return known(field, asked, organization);
    }

    /** With the workspace permissions that organization permissions bring in every workspace of the organization. */
    public Set<String> withImplied(Collection<String> permissions) {
        Set<String> all = held(permissions);
        permissions.forEach(permission -> all.addAll(implied.getOrDefault(permission, List.of())));
        return all;
    }

    public boolean isOfWorkspaces(String permission) {
        return workspace.contains(permission);
    }

    /** @throws Refused naming the element of the field that is no workspace permission */
    public String[] workspacePermissions(String field, List<String> asked) {
        return known(field, asked, workspace);
    }

    /** @throws Refused naming the element of the field that is no device permission */
    public String[] devicePermissions(String field, List<String> asked) {
        return known(field, asked, device);
    }

    private String[] known(String field, List<String> asked, Set<String> known) {
        for (int i = 0; i < asked.size(); i++) {
            if (retired.contains(asked.get(i))) {
                throw Refused.field(field + "[" + i + "]", "this permission is retired");
            }
            if (!known.contains(asked.get(i))) {
                throw Refused.field(field + "[" + i + "]", "there is no such permission");
            }
        }
        return new LinkedHashSet<>(asked).toArray(String[]::new);
    }

    /** What everyone may do with a device they have any grant on. */
    public String impliedByDeviceGrant() {
        return impliedByDeviceGrant;
    }

    /** By name; their order is the file's. */
    public Map<String, RoleRights> builtInRoles() {
        return builtIn;
    }
}
