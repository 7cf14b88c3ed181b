package io.latchkey.workspace.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.RequestIds;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Asks another service as the caller does; its refusals are told as they are, its silence as 503. */
@RequestScoped
class Peers {
    private static final String SILENT = "A service this needs does not answer; try again shortly.";

    private final Caller caller;
    private final RoutingContext context;
    private final Answers answers;
    private final ObjectMapper json;

    Peers(Caller caller, RoutingContext context, Answers answers, ObjectMapper json) {
        this.caller = caller;
        this.context = context;
        this.answers = answers;
        this.json = json;
    }

    <T> Uni<T> ask(Function<AsCaller, Uni<T>> question) {
        return answers.inTurn(() -> question.apply(asCaller()).onFailure().transform(this::refusal));
    }

    private AsCaller asCaller() {
        AsCaller as = new AsCaller();
        as.authorization = "Bearer " + caller.jwt();
        as.requestId = context.response().headers().get(RequestIds.HEADER);
        as.source = context.request().remoteAddress().hostAddress();
        as.condition = context.request().getHeader(HttpHeaders.IF_MATCH);
        return as;
    }

    private Refused refusal(Throwable failure) {
        return failure instanceof WebApplicationException answered
                ? refusal(answered)
                : Refused.unavailable(SILENT, failure);
    }

    private Refused refusal(WebApplicationException answered) {
        Response response = answered.getResponse();
        JsonNode problem = problem(response);
        String slug = problem.path("type").asText().replace("urn:latchkey:problem:", "");
        Optional<Reason> reason = Arrays.stream(Reason.values())
                .filter(known -> known.slug().equals(slug))
                .findFirst();
        if (reason.isEmpty()) {
            return Refused.unavailable(SILENT, answered);
        }
        String sentence = problem.path("detail").asText();
        String wait = response.getHeaderString(HttpHeaders.RETRY_AFTER);
        if (wait != null) {
            return Refused.later(reason.get(), sentence, Duration.ofSeconds(Long.parseLong(wait)));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        problem.path("violations")
                .forEach(violation -> fields.put(
                        violation.path("field").asText(),
                        violation.path("message").asText()));
        return fields.isEmpty() ? Refused.because(reason.get(), sentence) : Refused.fields(fields, sentence);
    }

    private JsonNode problem(Response response) {
        try {
            return json.readTree(response.readEntity(String.class));
        } catch (JsonProcessingException | RuntimeException e) {
            // Not one of our answers: whoever gave it, the service did not.
            return json.missingNode();
        }
    }
}
