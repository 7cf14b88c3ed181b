package io.latchkey.workspace.invitations;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/invitations")
@Cancellable(false)
@Tag(name = "Invitations")
class InviteeResource {
    private final Answer answer;

    InviteeResource(Answer answer) {
        this.answer = answer;
    }

    record Code(@NotBlank @Size(max = 200) String code) {
        @Override
        public String toString() {
            return "Code[…]";
        }
    }

    @Schema(name = "Joined")
    @Type("Joined")
    public record Joined(UUID workspace, UUID account) {}

    @POST
    @Path("acceptance")
    @Authenticated
    @Operation(
            summary = "Accept an invitation",
            description =
                    "With the code that was mailed, and whichever account I have logged in with. I get what it gives now,"
                            + " if whoever sent it may still give that.")
    @APIResponse(responseCode = "200", description = "I am a member")
    @APIResponse(
            responseCode = "409",
            description = "I am one already, or the sender may not give these rights any more")
    public Uni<RestResponse<Joined>> accept(@Valid @NotNull Code given) {
        return answer.accept(given.code())
                .map(changed -> changed.map(invitation -> new Joined(invitation.workspace, invitation.account))
                        .ok());
    }

    @POST
    @Path("refusal")
    @PermitAll
    @Operation(
            summary = "Decline an invitation",
            description = "With the code that was mailed; nobody needs to be logged in.")
    @APIResponse(responseCode = "204", description = "Declined")
    public Uni<Void> decline(@Valid @NotNull Code given) {
        return answer.decline(given.code()).replaceWithVoid();
    }
}
