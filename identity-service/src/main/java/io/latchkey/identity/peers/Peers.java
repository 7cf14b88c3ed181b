package io.latchkey.identity.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Refused;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** All that is asked for or, where a service does not answer, nothing: 503. */
@ApplicationScoped
public class Peers {
    private final WorkspaceService workspaces;
    private final TokenService tokens;
    private final Caller caller;

    Peers(@RestClient WorkspaceService workspaces, @RestClient TokenService tokens, Caller caller) {
        this.workspaces = workspaces;
        this.tokens = tokens;
        this.caller = caller;
    }

    /** The names of those that the caller owns and others are in. */
    public Uni<List<String>> sharedOrganizations() {
        return all(workspaces::sharedOrganizations)
                .map(found -> found.stream()
                        .map(organization -> organization.path("name").asText())
                        .toList());
    }

    public Uni<List<JsonNode>> organizations() {
        return all(workspaces::organizations);
    }

    public Uni<List<JsonNode>> memberships() {
        return all(workspaces::memberships);
    }

    public Uni<List<JsonNode>> tokens() {
        return all(tokens::tokens);
    }

    /** Page by page, as the caller. */
    private Uni<List<JsonNode>> all(BiFunction<String, String, Uni<JsonNode>> ask) {
        String authorization = "Bearer " + caller.jwt();
        AtomicReference<String> next = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> ask.apply(authorization, next.get())
                        .invoke(page -> next.set(page.path("next").textValue())))
                .whilst(page -> next.get() != null)
                .onItem()
                .transformToIterable(page -> page.path("items"))
                .collect()
                .in(ArrayList<JsonNode>::new, List::add)
                .<List<JsonNode>>map(found -> found)
                .onFailure()
                .transform(
                        failure -> Refused.unavailable("A service that knows more of you does not answer.", failure));
    }
}
