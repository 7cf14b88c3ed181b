package io.latchkey.workspace.imports;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/**
 * A device of a file.
 *
 * @param line where it begins in the file
 * @param id that it will have, however often the import is tried
 * @param serial null for none
 */
@RegisterForReflection
record NewDevice(int line, UUID id, String name, String serial, List<String> tags) {}
