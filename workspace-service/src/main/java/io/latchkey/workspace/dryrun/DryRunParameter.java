package io.latchkey.workspace.dryrun;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes the dry run of every operation that has one. */
public final class DryRunParameter implements OASFilter {
    @Override
    public void filterOpenAPI(org.eclipse.microprofile.openapi.models.OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith("/v1/workspaces/{workspace}") || path.startsWith("/v1/organizations/{organization}")) {
                describe(item);
            }
        });
    }

    private static void describe(PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            if (method != PathItem.HttpMethod.GET) {
                describe(operation);
            }
        });
    }

    private static void describe(Operation operation) {
        operation.addParameter(OASFactory.createParameter()
                .name(DryRun.PARAMETER)
                .in(Parameter.In.QUERY)
                .description(
                        "Does nothing, and answers 200 with who would gain and lose what. In a workspace it needs the permission members.")
                .schema(OASFactory.createSchema().addType(SchemaType.BOOLEAN).defaultValue(false)));
        operation
                .getResponses()
                .addAPIResponse("200", withRadius(operation.getResponses().getAPIResponse("200")));
    }

    private static APIResponse withRadius(APIResponse usual) {
        var radius = OASFactory.createSchema().ref("BlastRadius");
        if (usual == null
                || usual.getContent() == null
                || usual.getContent().getMediaType("application/json") == null) {
            return OASFactory.createAPIResponse()
                    .description("The answer of a dry run")
                    .content(OASFactory.createContent()
                            .addMediaType(
                                    "application/json",
                                    OASFactory.createMediaType().schema(radius)));
        }
        var media = usual.getContent().getMediaType("application/json");
        media.schema(OASFactory.createSchema().addOneOf(media.getSchema()).addOneOf(radius));
        return usual.description(usual.getDescription() + "; of a dry run, who would gain and lose what");
    }
}
