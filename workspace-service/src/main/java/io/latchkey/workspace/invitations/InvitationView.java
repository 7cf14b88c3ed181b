package io.latchkey.workspace.invitations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.edge.preconditions.Tagged;
import io.latchkey.workspace.grants.RightsView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param status {@code pending}, {@code accepted}, {@code declined} or {@code expired} */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Invitation")
@Type("Invitation")
public record InvitationView(
        UUID id,
        @Schema(examples = "grace@example.com") String email,
        @Schema(examples = "pending") String status,
        UUID account,
        UUID invitedBy,
        Instant createdAt,
        Instant expiresAt,
        @JsonUnwrapped RightsView rights,
        List<UUID> teams)
        implements Tagged {
    static InvitationView of(Invitation invitation, Instant now) {
        return new InvitationView(
                invitation.id,
                invitation.email,
                invitation.isExpiredAt(now) ? "expired" : invitation.status,
                invitation.account,
                invitation.invitedBy,
                invitation.createdAt,
                invitation.expiresAt,
                RightsView.of(invitation.rights),
                List.of(invitation.teams));
    }
}
