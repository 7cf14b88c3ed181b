package io.latchkey.workspace.invitations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.workspace.grants.RightsView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param status {@code pending} until the address registers, then {@code accepted} */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Invitation")
record InvitationView(
        UUID id,
        @Schema(examples = "grace@example.com") String email,
        @Schema(examples = "pending") String status,
        UUID account,
        UUID invitedBy,
        Instant createdAt,
        @JsonUnwrapped RightsView rights,
        List<UUID> teams) {
    static InvitationView of(Invitation invitation) {
        return new InvitationView(
                invitation.id,
                invitation.email,
                invitation.status,
                invitation.account,
                invitation.invitedBy,
                invitation.createdAt,
                RightsView.of(invitation.rights),
                List.of(invitation.teams));
    }
}
