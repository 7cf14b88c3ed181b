package io.latchkey.workspace.members;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.EachInTurn;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.accounts.Accounts;
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
    private final Accounts accounts;
    private final GiveRights giveRights;
    private final KeepAnOwner keepAnOwner;

    ChangeMember(
            ChangeWorkspace changeWorkspace,
            Members members,
            Accounts accounts,
            GiveRights giveRights,
            KeepAnOwner keepAnOwner) {
        this.changeWorkspace = changeWorkspace;
        this.members = members;
        this.accounts = accounts;
        this.giveRights = giveRights;
        this.keepAnOwner = keepAnOwner;
    }

    Uni<Changed<MemberView>> change(UUID workspace, UUID account, MemberRightsInput input) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> change(change, account, input)
                        .flatMap(member -> accounts.findById(account)
                                .map(known -> MemberView.whole(member, known, change.book()))));
    }

    /** One after another: so the last owner stays. */
    Uni<Changed<List<MemberView>>> changeAll(UUID workspace, List<BulkChange> changes) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> EachInTurn.of("changes", changes, one -> change(change, one.account, one))
                        .flatMap(changed -> views(change, changed)));
    }

    /** As they are once all is done. */
    private Uni<List<MemberView>> views(Change change, List<Member> changed) {
        return accounts.byId(changed.stream().map(Member::account).toList())
                .map(known -> changed.stream()
                        .distinct()
                        .map(member -> MemberView.of(member, known.get(member.account()), change.book()))
                        .toList());
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
