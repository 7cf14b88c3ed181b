package io.latchkey.workspace.members;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.Access;
import io.latchkey.workspace.access.EnterWorkspace;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.accounts.Accounts;
import io.latchkey.workspace.grants.MemberRightsInput;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/workspaces/{workspace}/members")
@Cancellable(false)
@Authenticated
@Tag(name = "Members")
class MemberResource {
    private final EnterWorkspace enter;
    private final Members members;
    private final MemberSearch search;
    private final Accounts accounts;
    private final ChangeMember changeMember;
    private final RemoveMember removeMember;
    private final Caller caller;

    MemberResource(
            EnterWorkspace enter,
            Members members,
            MemberSearch search,
            Accounts accounts,
            ChangeMember changeMember,
            RemoveMember removeMember,
            Caller caller) {
        this.enter = enter;
        this.members = members;
        this.search = search;
        this.accounts = accounts;
        this.changeMember = changeMember;
        this.removeMember = removeMember;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The people in the workspace", description = "Needs the permission members.")
    public Uni<Page<MemberView>> list(
            @RestPath UUID workspace,
            @BeanParam @Valid MemberSearch.Wanted wanted,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return enter.read(
                workspace,
                access -> search.page(
                                access.require("members").workspace().id,
                                wanted,
                                Page.startOr(after),
                                Page.probe(limit))
                        .map(found -> Page.of(found, limit, Member::account))
                        .flatMap(page -> views(access, page)));
    }

    private Uni<Page<MemberView>> views(Access access, Page<Member> page) {
        List<UUID> ids = page.items().stream().map(Member::account).toList();
        return accounts.byId(ids)
                .map(known -> page.map(member -> MemberView.of(member, known.get(member.account()), access.book())));
    }

    @GET
    @Path("{account}")
    @Operation(
            summary = "A member, with what they may really do and where it comes from",
            description = "Oneself always; others need the permission members.")
    public Uni<MemberView> get(@RestPath UUID workspace, @RestPath UUID account) {
        UUID me = caller.account();
        return enter.read(workspace, access -> {
            if (!me.equals(account)) {
                access.require("members");
            }
            return members.find(
                            workspace,
                            account,
                            me.equals(account) ? access.me() == null ? Member.USER : access.me().kind : Member.USER)
                    .onItem()
                    .ifNull()
                    .failWith(ChangeMember::missing)
                    .flatMap(member -> view(access, member));
        });
    }

    private Uni<MemberView> view(Access access, Member member) {
        return accounts.findById(member.account()).map(known -> MemberView.whole(member, known, access.book()));
    }

    @Schema(name = "MemberChanges")
    record Changes(@NotEmpty @Size(max = 1000) List<@Valid @NotNull BulkChange> changes) {}

    @PATCH
    @Operation(
            summary = "Change what many members may do, at once",
            description =
                    "All of it or nothing, as one change with one revision. Needs the permission members, and every right"
                            + " that is added.")
    public Uni<RestResponse<Page<MemberView>>> changeAll(@RestPath UUID workspace, @Valid @NotNull Changes input) {
        return changeMember
                .changeAll(workspace, input.changes())
                .map(changed -> changed.map(Page::whole).ok());
    }

    @PATCH
    @Path("{account}")
    @Operation(
            summary = "Change what a member may do",
            description = "What is left out stays. Needs the permission members, and every right that is added.")
    public Uni<RestResponse<MemberView>> change(
            @RestPath UUID workspace, @RestPath UUID account, @Valid @NotNull MemberRightsInput input) {
        return changeMember.change(workspace, account, input).map(changed -> changed.ok());
    }

    @DELETE
    @Path("{account}")
    @Operation(
            summary = "Take a person out of the workspace",
            description = "Needs the permission members; oneself always. The last owner cannot go.")
    @APIResponse(responseCode = "204", description = "Removed")
    public Uni<RestResponse<Void>> remove(@RestPath UUID workspace, @RestPath UUID account) {
        return removeMember.remove(workspace, account).map(changed -> changed.noContent());
    }
}
