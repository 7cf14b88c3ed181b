package io.latchkey.workspace.invitations;

import io.latchkey.edge.paging.Page;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.EnterWorkspace;
import io.latchkey.workspace.audit.Action;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/workspaces/{workspace}/invitations")
@Cancellable(false)
@Authenticated
@Tag(name = "Invitations", description = "Everything here needs the permission members")
class InvitationResource {
    private final EnterWorkspace enter;
    private final ChangeWorkspace changeWorkspace;
    private final Invitations invitations;
    private final Invite invite;
    private final SendInvitation send;
    private final Clock clock;

    InvitationResource(
            EnterWorkspace enter,
            ChangeWorkspace changeWorkspace,
            Invitations invitations,
            Invite invite,
            SendInvitation send,
            Clock clock) {
        this.enter = enter;
        this.changeWorkspace = changeWorkspace;
        this.invitations = invitations;
        this.invite = invite;
        this.send = send;
        this.clock = clock;
    }

    @POST
    @Operation(
            summary = "Invite somebody by e-mail address",
            description =
                    "A known address joins at once (status accepted), an unknown one when it registers; it is sent a mail"
                            + " with a code to accept or decline with. Where latchkey.invitations.join-when is verified, an account"
                            + " joins only once its address is verified."
                            + " Needs every right that is given.")
    @APIResponse(responseCode = "201", description = "Invited, or joined")
    @APIResponse(responseCode = "409", description = "Invited or a member already")
    public Uni<RestResponse<InvitationView>> invite(@RestPath UUID workspace, @Valid @NotNull NewInvitation input) {
        return invite.invite(workspace, input)
                .map(changed -> changed.map(this::view))
                .map(changed -> changed.created("/v1/workspaces/" + workspace + "/invitations/"
                        + changed.value().id()));
    }

    @Schema(name = "NewInvitations")
    record NewInvitations(@NotEmpty @Size(max = 500) List<@Valid @NotNull NewInvitation> invitations) {}

    @POST
    @Path("bulk")
    @Operation(
            summary = "Invite many at once",
            description = "All of them or none, as one change with one revision; a refusal says which is at fault.")
    @APIResponse(responseCode = "201", description = "Each invited, or joined")
    @APIResponse(responseCode = "409", description = "One of them is invited or a member already")
    @APIResponse(responseCode = "429", description = "More mails than the workspace may send in an hour")
    public Uni<RestResponse<Page<InvitationView>>> inviteAll(
            @RestPath UUID workspace, @Valid @NotNull NewInvitations input) {
        return invite.inviteAll(workspace, input.invitations())
                .map(changed -> changed.map(all -> Page.whole(all).map(this::view)))
                .map(changed -> changed.created("/v1/workspaces/" + workspace + "/invitations"));
    }

    @GET
    @Operation(summary = "The workspace's invitations")
    public Uni<Page<InvitationView>> list(
            @RestPath UUID workspace,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return enter.read(
                        workspace,
                        access -> invitations.page(
                                access.require("members").workspace().id, Page.startOr(after), Page.probe(limit)))
                .map(found -> Page.of(found, limit, invitation -> invitation.id).map(this::view));
    }

    @GET
    @Path("{invitation}")
    @Operation(summary = "An invitation")
    public Uni<InvitationView> get(@RestPath UUID workspace, @RestPath UUID invitation) {
        return enter.read(
                        workspace,
                        access -> invitations.find(access.require("members").workspace().id, invitation))
                .onItem()
                .ifNull()
                .failWith(InvitationResource::missing)
                .map(this::view);
    }

    @POST
    @Path("{invitation}/resend")
    @Operation(
            summary = "Send the mail of an invitation again",
            description = "With another code; the one before works no more. The invitation's time begins anew.")
    @APIResponse(responseCode = "200", description = "It is on its way")
    @APIResponse(responseCode = "409", description = "It has been answered")
    public Uni<RestResponse<InvitationView>> resend(@RestPath UUID workspace, @RestPath UUID invitation) {
        return send.again(workspace, invitation).map(changed -> changed.ok());
    }

    @DELETE
    @Path("{invitation}")
    @Operation(
            summary = "Withdraw an invitation",
            description = "One that was accepted is only forgotten; the member stays.")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    public Uni<RestResponse<Void>> withdraw(@RestPath UUID workspace, @RestPath UUID invitation) {
        return changeWorkspace
                .change(
                        workspace,
                        "members",
                        change -> invitations
                                .find(workspace, invitation)
                                .onItem()
                                .ifNull()
                                .failWith(InvitationResource::missing)
                                .invoke(found ->
                                        change.note(Action.INVITATION_WITHDRAWN, invitation, view(found), null))
                                .flatMap(invitations::delete))
                .map(changed -> changed.noContent());
    }

    private InvitationView view(Invitation invitation) {
        return InvitationView.of(invitation, clock.instant());
    }

    static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such invitation.");
    }
}
