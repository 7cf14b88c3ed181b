package io.latchkey.edge.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * What every operation may answer, so that no resource needs to say it: a problem (RFC 9457). An operation without a
 * scheme says that it needs none, and one without an id of its own is called after its resource and method.
 */
public final class CommonAnswers implements OASFilter {
    private static final String RESOURCE = "Resource_";
    private static final String OPERATOR = "operator";
    private static final String PROBLEM = "application/problem+json";

    /** Not by an annotation: Quarkus would take it for everybody's. */
    @Override
    public void filterOpenAPI(OpenAPI document) {
        boolean operated = document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .flatMap(operation -> operation.getSecurity().stream())
                .anyMatch(requirement -> requirement.hasScheme(OPERATOR));
        if (operated) {
            document.getComponents()
                    .addSecurityScheme(
                            OPERATOR,
                            OASFactory.createSecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("basic")
                                    .description("An operator's id and secret"));
        }
    }

    @Override
    public Operation filterOperation(Operation operation) {
        APIResponses responses = operation.getResponses();
        operation.setOperationId(id(operation.getOperationId()));
        if (operation.getSecurity() == null || operation.getSecurity().isEmpty()) {
            operation.setSecurity(List.of());
        } else {
            add(responses, "401", "No credential, or one that is no good");
        }
        if (operation.getRequestBody() != null) {
            add(responses, "400", "The request makes no sense; violations name the fields");
        }
        add(responses, "429", "Too many requests of this account or network address; see RateLimit and Retry-After");
        add(responses, "503", "It cannot be said or done just now; see Retry-After");
        return operation;
    }

    /** From {@code ApiUserResource_create}, as the scanner makes it, to {@code apiUserCreate}. */
    private static String id(String scanned) {
        int resource = scanned.indexOf(RESOURCE);
        if (resource < 0) {
            return scanned;
        }
        String method = scanned.substring(resource + RESOURCE.length());
        return scanned.substring(0, 1).toLowerCase(Locale.ROOT)
                + scanned.substring(1, resource)
                + method.substring(0, 1).toUpperCase(Locale.ROOT)
                + method.substring(1);
    }

    private static void add(APIResponses responses, String status, String description) {
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(status, problem(description));
        }
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                PROBLEM,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema()
                                                .addType(SchemaType.OBJECT)
                                                .properties(
                                                        Map.of("type", text(), "title", text(), "detail", text())))));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }
}
