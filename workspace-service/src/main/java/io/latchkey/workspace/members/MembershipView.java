package io.latchkey.workspace.members;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.grants.EffectiveView;
import io.latchkey.workspace.grants.RightsView;
import io.latchkey.workspace.rights.RightsBook;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Membership")
@Type("Membership")
public record MembershipView(
        UUID workspace,
        @Schema(examples = "Engine room") String name,
        @Schema(examples = "engine-room") String slug,
        UUID organization,
        Instant joinedAt,
        @JsonUnwrapped RightsView rights,
        List<UUID> teams,
        EffectiveView effective) {
    static MembershipView of(Workspace workspace, Member member, RightsBook book) {
        return new MembershipView(
                workspace.id,
                workspace.name,
                workspace.slug,
                workspace.organization,
                member.joinedAt,
                RightsView.of(member.rights),
                book.teamsOf(member.account()).stream().map(team -> team.id).toList(),
                EffectiveView.of(book.effective(member.account(), member.rights)));
    }
}
