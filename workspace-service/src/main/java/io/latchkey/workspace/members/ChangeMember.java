package io.latchkey.workspace.members;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.EachInTurn;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.grants.GiveRights;
import io.latchkey.workspace.grants.HeldView;
import io.latchkey.workspace.grants.MemberRightsInput;
import io.latchkey.workspace.rights.Rights;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Changes what a person may do in a workspace. */
@ApplicationScoped
class ChangeMember {
    private final ChangeWorkspace changeWorkspace;
    private final Members members;
    private final GiveRights giveRights;
    private final KeepAnOwner keepAnOwner;

    ChangeMember(ChangeWorkspace changeWorkspace, Members members, GiveRights giveRights, KeepAnOwner keepAnOwner) {
        this.changeWorkspace = changeWorkspace;
        this.members = members;
        this.giveRights = giveRights;
        this.keepAnOwner = keepAnOwner;
    }

    Uni<Changed<Member>> change(UUID workspace, UUID account, MemberRightsInput input) {
        return changeWorkspace.change(workspace, "members", change -> change(change, account, input));
    }

    /** One after another: so the last owner stays. */
    Uni<Changed<List<Member>>> changeAll(UUID workspace, List<BulkChange> changes) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> EachInTurn.of("changes", changes, one -> change(change, one.account, one)));
    }

    private Uni<Member> change(Change change, UUID account, MemberRightsInput input) {
        return members.find(change.workspace().id, account, Member.USER)
                .onItem()
                .ifNull()
                .failWith(ChangeMember::missing)
                .flatMap(member -> giveRights
                        .toMember(change.access(), input, account, member.rights)
                        .flatMap(given -> apply(change, member, given)));
    }

    private Uni<Member> apply(Change change, Member member, GiveRights.Given given) {
        Rights before = member.rights;
        return keepAnOwner
                .unless(change, before.isOwner() && !given.rights().isOwner(), before)
                .map(kept -> {
                    change.note(
                            Action.MEMBER_CHANGED,
                            member.account(),
                            HeldView.of(before, change.book().teamsOf(member.account())),
                            HeldView.of(given.rights(), given.teams()));
                    member.rights = given.rights();
                    given.seat(change, member.account());
                    change.memberChanged(member);
                    return member;
                });
    }

    static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such member.");
    }
}
