package io.latchkey.workspace.invitations;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** {@link InvitationResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class InvitationApi {
    private final InvitationResource invitations;
    private final Answers answers;

    InvitationApi(InvitationResource invitations, Answers answers) {
        this.invitations = invitations;
        this.answers = answers;
    }

    @Query
    @Description("The workspace's invitations")
    public Uni<Page<InvitationView>> invitations(@NonNull UUID workspace, UUID after, @DefaultValue("100") int limit) {
        return answers.inTurn(() -> invitations.list(workspace, after, limit));
    }

    @Query
    @Description("An invitation")
    public Uni<InvitationView> invitation(@NonNull UUID workspace, @NonNull UUID id) {
        return answers.inTurn(() -> invitations.get(workspace, id));
    }

    @Mutation
    @Description("Invite somebody by e-mail address")
    public Uni<InvitationView> invite(@NonNull UUID workspace, @NonNull NewInvitation invitation) {
        return answers.inTurn(() -> invitations.invite(workspace, invitation)).map(answers::of);
    }

    @Mutation
    @Description("Invite many at once")
    public Uni<Page<InvitationView>> inviteMany(
            @NonNull UUID workspace, @NonNull List<@NonNull NewInvitation> invitations) {
        return answers.inTurn(
                        () -> this.invitations.inviteAll(workspace, new InvitationResource.NewInvitations(invitations)))
                .map(answers::of);
    }

    @Mutation
    @Description("Send the mail of an invitation again")
    public Uni<InvitationView> resendInvitation(@NonNull UUID workspace, @NonNull UUID id) {
        return answers.inTurn(() -> invitations.resend(workspace, id)).map(answers::of);
    }

    @Mutation
    @Description("Withdraw an invitation")
    public Uni<Boolean> withdrawInvitation(@NonNull UUID workspace, @NonNull UUID id) {
        return answers.inTurn(() -> invitations.withdraw(workspace, id)).map(answers::done);
    }
}
