package io.latchkey.workspace.rights;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Teams implements PanacheRepositoryBase<Team, UUID> {
    public Uni<List<Team>> of(UUID workspace) {
        return list("workspace = ?1 order by name", workspace);
    }

    public Uni<Team> find(UUID workspace, UUID id) {
        return find("workspace = ?1 and id = ?2", workspace, id).firstResult();
    }
}
