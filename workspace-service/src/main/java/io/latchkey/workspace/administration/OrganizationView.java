package io.latchkey.workspace.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.preconditions.Tagged;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Standing;
import java.util.Collection;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Organization")
@Type("Organization")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrganizationView(
        UUID id,
        @Schema(examples = "Analytical Engines") String name,
        UUID owner,

        @Schema(description = "Who will own it once they accept; absent where nobody is asked")
        UUID offeredTo,

        @Schema(
                description =
                        "What I may do for it, with the workspace permissions that brings in each of its workspaces")
        Collection<String> permissions)
        implements Tagged {
    /** The same for everybody who sees it. */
    record State(String name, UUID owner, UUID offeredTo) {
        static State of(Organization organization) {
            return new State(organization.name, organization.owner, organization.offeredTo);
        }
    }

    @Override
    public Object representation() {
        return new State(name, owner, offeredTo);
    }

    static OrganizationView of(Organization organization, Standing mine) {
        return new OrganizationView(
                organization.id,
                organization.name,
                organization.owner,
                organization.offeredTo,
                new TreeSet<>(mine.permissions()));
    }
}
