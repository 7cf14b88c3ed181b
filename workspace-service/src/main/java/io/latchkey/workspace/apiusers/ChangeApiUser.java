package io.latchkey.workspace.apiusers;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.grants.GiveRights;
import io.latchkey.workspace.grants.GiveRights.Given;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ChangeApiUser {
    private final ChangeWorkspace changeWorkspace;
    private final Members members;
    private final GiveRights giveRights;

    ChangeApiUser(ChangeWorkspace changeWorkspace, Members members, GiveRights giveRights) {
        this.changeWorkspace = changeWorkspace;
        this.members = members;
        this.giveRights = giveRights;
    }

    Uni<Changed<ApiUserView>> change(UUID workspace, UUID account, ApiUserInput input) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> find(workspace, account)
                        .flatMap(member -> giveRights
                                .toMember(change.access(), input, account, member.rights)
                                .invoke(ChangeApiUser::notAnOwner)
                                .map(given -> apply(change, member, input, given))));
    }

    private static ApiUserView apply(Change change, Member member, ApiUserInput input, Given given) {
        ApiUserView before = view(change, member);
        member.rights = given.rights();
        if (input.name != null) {
            member.name = input.name.strip();
        }
        given.seat(change, member.account());
        change.memberChanged(member);
        ApiUserView after = ApiUserView.of(member, given.teams());
        change.note(Action.API_USER_CHANGED, member.account(), before, after);
        return after;
    }

    private static ApiUserView view(Change change, Member member) {
        return ApiUserView.of(member, change.book().teamsOf(member.account()));
    }

    /** Takes the API user out; identity-service ends its account, token-service its tokens. */
    Uni<Changed<Void>> delete(UUID workspace, UUID account) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> find(workspace, account).flatMap(member -> {
                    change.note(Action.API_USER_DELETED, account, view(change, member), null);
                    new Given(member.rights, List.of()).seat(change, account);
                    change.memberRemoved(member);
                    return members.delete(member);
                }));
    }

    private Uni<Member> find(UUID workspace, UUID account) {
        return members.find(workspace, account, Member.API_USER)
                .onItem()
                .ifNull()
                .failWith(ChangeApiUser::missing);
    }

    static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such API user.");
    }

    /** A workspace must not end up in the hands of nobody. */
    static void notAnOwner(Given given) {
        if (given.rights().isOwner()) {
            throw Refused.field("roles", "an API user cannot be an owner");
        }
    }
}
