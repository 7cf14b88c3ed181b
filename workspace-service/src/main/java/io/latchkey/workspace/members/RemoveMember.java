package io.latchkey.workspace.members;

import io.latchkey.edge.callers.Caller;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.grants.GiveRights.Given;
import io.latchkey.workspace.grants.HeldView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Takes a person out of a workspace; everybody may take themselves out. */
@ApplicationScoped
class RemoveMember {
    private final ChangeWorkspace changeWorkspace;
    private final Members members;
    private final KeepAnOwner keepAnOwner;
    private final Caller caller;

    RemoveMember(ChangeWorkspace changeWorkspace, Members members, KeepAnOwner keepAnOwner, Caller caller) {
        this.changeWorkspace = changeWorkspace;
        this.members = members;
        this.keepAnOwner = keepAnOwner;
        this.caller = caller;
    }

    Uni<Changed<Void>> remove(UUID workspace, UUID account) {
        UUID me = caller.account();
        return changeWorkspace.change(workspace, change -> {
            if (me.equals(account)) {
                caller.requireNoLimits();
            } else {
                change.access().require("members");
            }
            return members.find(workspace, account, Member.USER)
                    .onItem()
                    .ifNull()
                    .failWith(ChangeMember::missing)
                    .flatMap(member ->
                            remove(change, member, me.equals(account) ? Action.MEMBER_LEFT : Action.MEMBER_REMOVED));
        });
    }

    private Uni<Void> remove(Change change, Member member, Action action) {
        return keepAnOwner
                .unless(change, member.rights.isOwner(), member.rights)
                .invoke(kept -> change.note(
                        action,
                        member.account(),
                        HeldView.of(member.rights, change.book().teamsOf(member.account())),
                        null))
                .invoke(noted -> new Given(member.rights, List.of()).seat(change, member.account()))
                .invoke(left -> change.memberRemoved(member))
                .flatMap(left -> members.delete(member));
    }
}
