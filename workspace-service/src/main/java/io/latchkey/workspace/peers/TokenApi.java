package io.latchkey.workspace.peers;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tokens as GraphQL: token-service is asked. */
@GraphQLApi
public class TokenApi {
    private final TokenService tokens;
    private final Peers peers;
    private final Answers answers;

    TokenApi(@RestClient TokenService tokens, Peers peers, Answers answers) {
        this.tokens = tokens;
        this.peers = peers;
        this.answers = answers;
    }

    @Query
    @Description("My tokens, or those of an API user I manage; values are not among them")
    public Uni<Page<TokenView>> tokens(
            @Description("An API user I manage; myself where left out") UUID account,
            @Description("active, expired or revoked") String status,
            UUID after,
            @DefaultValue("100") int limit) {
        return peers.ask(as -> tokens.list(as, account, status, after, limit));
    }

    @Query
    @Description("A token, without its value")
    public Uni<TokenView> token(@NonNull UUID id) {
        return peers.ask(as -> tokens.get(as, id));
    }

    @Query
    @Description("What was done to a token, and by whom; the newest first")
    public Uni<Page<TokenAuditEntry>> tokenAuditLog(@NonNull UUID token, UUID after, @DefaultValue("100") int limit) {
        return peers.ask(as -> tokens.history(as, token, after, limit));
    }

    @Mutation
    @Description("Create one more token, for myself or an API user I manage; value is the secret")
    public Uni<TokenView> createToken(
            @NonNull String name, String description, UUID account, Instant expiresAt, TokenLimits limits) {
        return peers.ask(as ->
                        tokens.create(as, new TokenService.NewToken(name, description, account, expiresAt, limits)))
                .map(answers::of);
    }

    @Mutation
    @Description(
            "Make a token in another one's place; the old one is good until the overlap ends or the new one is used")
    public Uni<TokenView> rotateToken(
            @NonNull UUID id, @Description("ISO 8601; an hour where left out") String overlap, Instant expiresAt) {
        return peers.ask(as -> tokens.rotate(as, id, new TokenService.Rotation(overlap, expiresAt)))
                .map(answers::of);
    }

    @Mutation
    @Description("See a token's value again, after a log-in of the last minutes")
    public Uni<String> revealToken(@NonNull UUID id) {
        return peers.ask(as -> tokens.reveal(as, id)).map(TokenService.Revealed::value);
    }

    @Mutation
    @Description("Revoke a token; in effect in every check before this is answered")
    public Uni<Boolean> revokeToken(@NonNull UUID id) {
        return peers.ask(as -> tokens.revoke(as, id)).map(answers::done);
    }

    @Mutation
    @Description("Revoke all tokens of an account: mine, or those of an API user I manage")
    public Uni<Boolean> revokeTokens(@NonNull UUID account) {
        return peers.ask(as -> tokens.revokeAll(as, account)).map(answers::done);
    }
}
