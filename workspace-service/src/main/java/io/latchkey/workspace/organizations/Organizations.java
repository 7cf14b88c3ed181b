package io.latchkey.workspace.organizations;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Organizations implements PanacheRepositoryBase<Organization, UUID> {
    public Uni<List<Organization>> ownedBy(UUID account) {
        return list("owner = ?1 order by id", account);
    }
}
