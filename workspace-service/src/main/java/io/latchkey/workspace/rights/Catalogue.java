package io.latchkey.workspace.rights;

import com.fasterxml.jackson.databind.ObjectMapper;
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

    @RegisterForReflection
    record File(List<Permission> permissions, String impliedByDeviceGrant, List<Role> roles) {
        @RegisterForReflection
        record Permission(String name, String of, List<String> implies, String description) {}

        @RegisterForReflection
        record Role(String name, boolean everything, List<String> permissions, List<String> devicePermissions) {}
    }

    Catalogue(@ConfigProperty(name = "latchkey.catalogue") Optional<Path> path, ObjectMapper json) {
        File file = read(path, json);
        workspace = named(file, "workspace");
        device = named(file, "device");
        organization = named(file, "organization");
        implied = file.permissions().stream()
                .filter(permission -> permission.implies() != null)
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
                .filter(permission -> of.equals(permission.of()))
                .map(File.Permission::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private RoleRights rights(File.Role role) {
        return role.everything()
                ? new RoleRights(workspace, device, true)
                : new RoleRights(Set.copyOf(role.permissions()), Set.copyOf(role.devicePermissions()), false);
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
        Set<String> all = new HashSet<>(permissions);
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

    private static String[] known(String field, List<String> asked, Set<String> known) {
        for (int i = 0; i < asked.size(); i++) {
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
