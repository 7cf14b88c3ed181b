package io.latchkey.workspace.members;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.workspace.grants.EffectiveView;
import io.latchkey.workspace.rights.RightsOrigin;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member has from one place. */
@Schema(name = "RightsOrigin")
@Type("RightsOrigin")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OriginView(
        @Schema(description = "member (given to themselves), role or team", examples = "role")
        String from,

        @Schema(description = "Of the role or team; a built-in role's is its name", examples = "observer")
        String id,

        @JsonUnwrapped EffectiveView brings) {
    static OriginView of(RightsOrigin origin) {
        return new OriginView(origin.from().text(), origin.id(), EffectiveView.of(origin.brings()));
    }
}
