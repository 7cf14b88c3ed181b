package io.latchkey.workspace.members;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.edge.preconditions.Tagged;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.accounts.Account;
import io.latchkey.workspace.grants.EffectiveView;
import io.latchkey.workspace.grants.HeldView;
import io.latchkey.workspace.grants.RightsView;
import io.latchkey.workspace.rights.RightsBook;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Member")
@Type("Member")
public record MemberView(
        UUID account,
        String kind,
        String email,
        String displayName,
        @JsonUnwrapped RightsView rights,
        List<UUID> teams,
        EffectiveView effective,

        @Schema(description = "Where that comes from; absent in lists")
        List<OriginView> origins)
        implements Tagged {
    /** What was given: what follows from roles and teams changes without anybody changing the member. */
    @Override
    public Object representation() {
        return new HeldView(rights, teams);
    }

    /** @param account null where identity-service has not told of it yet */
    static MemberView of(Member member, Account account, RightsBook book) {
        return view(member, account, book, null);
    }

    /** With where each right comes from. */
    static MemberView whole(Member member, Account account, RightsBook book) {
        List<OriginView> origins = book.origins(member.account(), member.rights).stream()
                .map(OriginView::of)
                .toList();
        return view(member, account, book, origins);
    }

    private static MemberView view(Member member, Account account, RightsBook book, List<OriginView> origins) {
        return new MemberView(
                member.account(),
                member.kind,
                account == null ? null : account.email,
                member.name != null ? member.name : account == null ? null : account.displayName,
                RightsView.of(member.rights),
                book.teamsOf(member.account()).stream().map(team -> team.id).toList(),
                EffectiveView.of(book.effective(member.account(), member.rights)),
                origins);
    }
}
