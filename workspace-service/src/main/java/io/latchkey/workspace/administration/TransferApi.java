package io.latchkey.workspace.administration;

import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;

/** {@link TransferResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class TransferApi {
    private final TransferResource transfer;
    private final Answers answers;

    TransferApi(TransferResource transfer, Answers answers) {
        this.transfer = transfer;
        this.answers = answers;
    }

    @Mutation
    @Description("Offer an organization to somebody else")
    public Uni<OrganizationView> offerOrganization(@NonNull UUID organization, @NonNull String email) {
        return answers.inTurn(() -> transfer.offer(organization, new TransferResource.NewOwner(email)));
    }

    @Mutation
    @Description("Accept an organization")
    public Uni<OrganizationView> acceptOrganization(@NonNull UUID organization) {
        return answers.inTurn(() -> transfer.accept(organization));
    }

    @Mutation
    @Description("Withdraw or decline an offer")
    public Uni<Boolean> endOrganizationOffer(@NonNull UUID organization) {
        return answers.inTurn(() -> transfer.end(organization)).replaceWith(true);
    }
}
