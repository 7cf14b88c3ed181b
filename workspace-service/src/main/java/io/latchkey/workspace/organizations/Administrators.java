package io.latchkey.workspace.organizations;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Administrators implements PanacheRepositoryBase<Administrator, Administrator.Key> {
    public Uni<Administrator> find(UUID organization, UUID account) {
        return findById(new Administrator.Key(organization, account));
    }

    public Uni<List<Administrator>> of(UUID organization) {
        return list("id.organization = ?1 order by id.account", organization);
    }
}
