package io.latchkey.workspace.peers;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The caller's account and sessions as GraphQL: identity-service is asked. */
@GraphQLApi
public class AccountApi {
    private final IdentityService identity;
    private final Peers peers;
    private final Answers answers;

    AccountApi(@RestClient IdentityService identity, Peers peers, Answers answers) {
        this.identity = identity;
        this.peers = peers;
        this.answers = answers;
    }

    @Query
    @Description("My account")
    public Uni<AccountView> account() {
        return peers.ask(identity::account);
    }

    @Query
    @Description("Where I am logged in")
    public Uni<Page<SessionView>> sessions() {
        return peers.ask(identity::sessions);
    }

    @Mutation
    @Description("Change my display name")
    public Uni<AccountView> changeAccount(@NonNull String displayName) {
        return peers.ask(as -> identity.change(as, new IdentityService.AccountChange(displayName)))
                .map(answers::of);
    }

    @Mutation
    @Description("Delete my account, after days of grace in which logging in takes it back")
    public Uni<AccountView> deleteAccount() {
        return peers.ask(identity::delete).map(answers::of);
    }

    @Mutation
    @Description("End one of my sessions")
    public Uni<Boolean> endSession(@NonNull UUID id) {
        return peers.ask(as -> identity.end(as, id)).map(answers::done);
    }

    @Mutation
    @Description("Log out everywhere else")
    public Uni<Boolean> endOtherSessions() {
        return peers.ask(identity::logOutElsewhere).map(answers::done);
    }
}
