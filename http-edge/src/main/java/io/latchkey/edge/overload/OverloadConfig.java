package io.latchkey.edge.overload;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "latchkey.overload")
interface OverloadConfig {
    /** What has a lane of its own, so that whatever else is asked does not keep it waiting: beginnings of paths. */
    Optional<List<String>> first();

    /** Of those, under way at once in this instance; more are refused. */
    int firstAtOnce();

    /** Of all others. */
    int othersAtOnce();
}
