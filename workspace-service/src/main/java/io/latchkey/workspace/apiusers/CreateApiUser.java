package io.latchkey.workspace.apiusers;

import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.grants.GiveRights;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** A member without a person. Its account and token are made by the services that its event reaches. */
@ApplicationScoped
class CreateApiUser {
    private final ChangeWorkspace changeWorkspace;
    private final Members members;
    private final GiveRights giveRights;
    private final Clock clock;

    CreateApiUser(ChangeWorkspace changeWorkspace, Members members, GiveRights giveRights, Clock clock) {
        this.changeWorkspace = changeWorkspace;
        this.members = members;
        this.giveRights = giveRights;
        this.clock = clock;
    }

    Uni<Changed<ApiUserView>> create(UUID workspace, ApiUserInput input) {
        if (input.name == null || input.name.isBlank()) {
            throw Refused.field("name", "must not be blank");
        }
        return changeWorkspace.change(
                workspace,
                "members",
                change -> giveRights
                        .toNewcomer(change.access(), input)
                        .invoke(ChangeApiUser::notAnOwner)
                        .flatMap(given -> add(change, input.name.strip(), given)));
    }

    private Uni<ApiUserView> add(Change change, String name, GiveRights.Given given) {
        UUID account = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        Member member = Member.apiUser(change.workspace().id, account, name, given.rights(), clock.instant());
        given.seat(change, account);
        change.memberChanged(member);
        ApiUserView view = ApiUserView.of(member, given.teams());
        change.note(Action.API_USER_CREATED, account, null, view);
        return members.persist(member).replaceWith(view);
    }
}
