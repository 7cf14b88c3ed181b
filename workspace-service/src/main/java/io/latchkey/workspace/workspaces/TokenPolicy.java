package io.latchkey.workspace.workspaces;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Workspace;
import java.time.Duration;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How long the tokens of a workspace's API users last. What is left out does not limit. */
@Schema(name = "TokenPolicy")
@Type("TokenPolicy")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenPolicy(
        @Schema(
                description = "No token lasts longer; those that would end by then after the change (ISO 8601, from an"
                        + " hour to ten years)",
                type = SchemaType.STRING,
                examples = "P90D")
        String maxLifetime,

        @Schema(
                description = "Of a new token that is made without an expiry; at most the maximum",
                type = SchemaType.STRING,
                examples = "P30D")
        String defaultLifetime) {
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(3653);
    private static final long DAY = Duration.ofDays(1).toSeconds();

    static TokenPolicy of(Workspace workspace) {
        return workspace.tokenMaxLifetime == null && workspace.tokenDefaultLifetime == null
                ? null
                : new TokenPolicy(text(workspace.tokenMaxLifetime), text(workspace.tokenDefaultLifetime));
    }

    /** Null, which leaves it as it is, where neither is given. */
    static TokenPolicy ofTexts(String maxLifetime, String defaultLifetime) {
        return maxLifetime == null && defaultLifetime == null ? null : new TokenPolicy(maxLifetime, defaultLifetime);
    }

    private static String text(Long seconds) {
        if (seconds == null) {
            return null;
        }
        return seconds % DAY == 0
                ? "P" + seconds / DAY + "D"
                : Duration.ofSeconds(seconds).toString();
    }

    /** @throws Refused naming the field that makes no sense */
    void putInto(Workspace workspace) {
        Long most = seconds("tokenPolicy.maxLifetime", maxLifetime);
        Long usual = seconds("tokenPolicy.defaultLifetime", defaultLifetime);
        if (most != null && usual != null && usual > most) {
            throw Refused.field("tokenPolicy.defaultLifetime", "is longer than maxLifetime");
        }
        workspace.tokenMaxLifetime = most;
        workspace.tokenDefaultLifetime = usual;
    }

    private static Long seconds(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            Duration lifetime = Duration.parse(text);
            if (lifetime.compareTo(SHORTEST) >= 0 && lifetime.compareTo(LONGEST) <= 0) {
                return lifetime.toSeconds();
            }
        } catch (java.time.format.DateTimeParseException e) {
            throw Refused.field(field, "is not a duration such as P90D");
        }
        throw Refused.field(field, "must be from PT1H to P3653D");
    }
}
