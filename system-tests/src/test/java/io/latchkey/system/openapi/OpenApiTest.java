package io.latchkey.system.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.system.openapi.Described.Operation;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a reader of the documents relies on. */
@ExtendWith(OnTheStack.class)
class OpenApiTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final List<Described> services;

    OpenApiTest(Stack stack) {
        services = Described.all(stack).toList();
    }

    @Test
    void everyOperationSaysWhatItDoesUnderATag() {
        services.forEach(service -> assertThat(service.operations()).allSatisfy(operation -> {
            assertThat(operation.description().path("summary").asText())
                    .as("summary of %s", operation)
                    .isNotBlank();
            assertThat(operation.description().path("tags"))
                    .as("tags of %s", operation)
                    .isNotEmpty();
        }));
    }

    @Test
    void noTwoOperationsHaveOneId() {
        services.forEach(service -> {
            Set<String> seen = new HashSet<>();
            assertThat(service.operations()).allSatisfy(operation -> {
                String id = operation.description().path("operationId").asText();
                assertThat(id.isEmpty() || seen.add(id))
                        .as("%s of %s", id, operation)
                        .isTrue();
            });
        });
    }

    @Test
    void everyParameterOfAPathIsDescribed() {
        services.forEach(service -> assertThat(service.operations()).allSatisfy(operation -> {
            List<String> described = new ArrayList<>();
            parameters(service, operation)
                    .forEach(one -> described.add(one.path("name").asText()));
            Matcher named = PARAMETER.matcher(operation.path());
            while (named.find()) {
                assertThat(described).as("parameters of %s", operation).contains(named.group(1));
            }
        }));
    }

    private static List<JsonNode> parameters(Described service, Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        JsonNode path = service.document().path("paths").path(operation.path());
        path.path("parameters").forEach(one -> parameters.add(service.resolved(one)));
        operation.description().path("parameters").forEach(one -> parameters.add(service.resolved(one)));
        return parameters;
    }

    @Test
    void everyOperationSaysWhatItAnswersAndASecuredOneThatItMayRefuse() {
        services.forEach(service -> assertThat(service.operations()).allSatisfy(operation -> {
            Set<String> statuses = new HashSet<>();
            operation.description().path("responses").fieldNames().forEachRemaining(statuses::add);
            assertThat(statuses).as("answers of %s", operation).anyMatch(status -> status.startsWith("2"));
            if (!operation.description().path("security").isEmpty()) {
                assertThat(statuses).as("answers of %s", operation).contains("401");
            }
        }));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        services.forEach(service -> service.document()
                .findValuesAsText("$ref")
                .forEach(reference -> assertThat(
                                service.document().at(reference.substring(1)).isMissingNode())
                        .as("%s in %s", reference, service.service())
                        .isFalse()));
    }

    @Test
    void everySchemeThatIsUsedIsDescribed() {
        services.forEach(service -> assertThat(service.operations())
                .allSatisfy(operation -> operation
                        .description()
                        .path("security")
                        .forEach(scheme -> scheme.fieldNames()
                                .forEachRemaining(name -> assertThat(service.document()
                                                .at("/components/securitySchemes/" + name)
                                                .isMissingNode())
                                        .as("scheme %s of %s", name, operation)
                                        .isFalse()))));
    }
}
