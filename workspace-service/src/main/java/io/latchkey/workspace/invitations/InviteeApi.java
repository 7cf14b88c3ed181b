package io.latchkey.workspace.invitations;

import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;

/** {@link InviteeResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class InviteeApi {
    private final InviteeResource invitee;
    private final Answers answers;

    InviteeApi(InviteeResource invitee, Answers answers) {
        this.invitee = invitee;
        this.answers = answers;
    }

    @Mutation
    @Description("Accept an invitation with the code that was mailed")
    public Uni<InviteeResource.Joined> acceptInvitation(@NonNull String code) {
        return answers.inTurn(() -> invitee.accept(new InviteeResource.Code(code)))
                .map(answers::of);
    }

    @Mutation
    @Description("Decline an invitation with the code that was mailed")
    public Uni<Boolean> declineInvitation(@NonNull String code) {
        return answers.inTurn(() -> invitee.decline(new InviteeResource.Code(code)))
                .replaceWith(true);
    }
}
