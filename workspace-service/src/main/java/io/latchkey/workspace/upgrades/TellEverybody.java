package io.latchkey.workspace.upgrades;

import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.organizations.Standings;
import io.latchkey.workspace.rights.Catalogue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What everybody in a workspace holds is told once more, with the change under way. */
@ApplicationScoped
public class TellEverybody {
    private final Members members;
    private final Standings standings;
    private final Catalogue catalogue;

    TellEverybody(Members members, Standings standings, Catalogue catalogue) {
        this.members = members;
        this.standings = standings;
        this.catalogue = catalogue;
    }

    public Uni<Void> tell(Change change) {
        change.catalogueIs(catalogue.version().version());
        change.book().teams().forEach(team -> change.devicesChanged(team.rights.devices()));
        return members.all(change.workspace().id)
                .invoke(change::membersChanged)
                .flatMap(all -> standings.everybody(change.workspace().organization))
                .invoke(acting -> change.standingsChanged(acting.keySet()))
                .replaceWithVoid();
    }
}
