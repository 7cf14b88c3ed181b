package io.latchkey.local.run;

import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code make run} can be told.
 *
 * @param home of the repository, where the built services are
 * @param data of this stack; goes with {@code fresh}
 * @param restart whether what dies is started again, as Kubernetes would
 * @param records whether services learn how they start, which takes them long when they end
 * @param overrides a folder with settings of one's own, e.g. {@code token-service.properties}; null for none
 */
record Settings(
        Path home, DataFolder data, PortMap ports, boolean fresh, boolean restart, boolean records, Path overrides) {
    static Settings of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("LATCHKEY_HOME", "")).toAbsolutePath();
        String data = environment.getOrDefault("LATCHKEY_DATA", "");
        String overrides = environment.getOrDefault("LATCHKEY_CONFIG", "");
        return new Settings(
                home,
                new DataFolder(
                        data.isBlank()
                                ? home.resolve(".latchkey")
                                : Path.of(data).toAbsolutePath()),
                new PortMap(portBase(environment.getOrDefault("PORT_BASE", ""))),
                !environment.getOrDefault("FRESH", "").isBlank()
                        && !environment.get("FRESH").equals("0"),
                !environment.getOrDefault("RESTART", "1").equals("0"),
                environment.getOrDefault("LATCHKEY_AOT", "").equals("record"),
                overrides.isBlank() ? null : Path.of(overrides).toAbsolutePath());
    }

    /** The gRPC port is the furthest from it. */
    private static final int MOST_BASE = 64_000;

    private static int portBase(String text) {
        if (text.isBlank()) {
            return PortMap.DEFAULT_BASE;
        }
        try {
            int base = Integer.parseInt(text);
            if (base >= 1024 && base <= MOST_BASE) {
                return base;
            }
        } catch (NumberFormatException e) {
            throw new CannotRun("PORT_BASE must be a number from 1024 to 64000, not " + text + ".", e);
        }
        throw new CannotRun("PORT_BASE must be a number from 1024 to 64000, not " + text + ".");
    }
}
