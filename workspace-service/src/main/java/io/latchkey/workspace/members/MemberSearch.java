package io.latchkey.workspace.members;

import io.latchkey.workspace.access.Member;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The people of a workspace, in the order of accounts. */
@ApplicationScoped
class MemberSearch {
    private static final String PAGE = "select " + Member.COLUMNS + """

            from member m left join account a on a.id = m.account
            where m.workspace = :workspace and m.kind = 'user' and m.account > :after
              and (:text = '' or a.email ilike :pattern or a.display_name ilike :pattern)
              and (:role = '' or :role = any(m.roles))
              and (:team = '' or exists (select 1 from team t where t.workspace = m.workspace
                                          and cast(t.id as text) = :team and m.account = any(t.members)))
            order by m.account""";

    /** What is looked for; null parts do not matter. */
    static class Wanted {
        @RestQuery
        @Size(max = 100)
        @Parameter(description = "Part of the e-mail address or the name")
        String search;

        @RestQuery
        @Size(max = 100)
        @Parameter(description = "Who hold this role: a built-in one's name, or an id")
        String role;

        @RestQuery
        @Parameter(description = "Who are in this team")
        UUID team;

        static Wanted of(String search, String role, UUID team) {
            Wanted wanted = new Wanted();
            wanted.search = search;
            wanted.role = role;
            wanted.team = team;
            return wanted;
        }
    }

    /** Needs a session. */
    Uni<List<Member>> page(UUID workspace, Wanted wanted, UUID after, int limit) {
        String text = orEmpty(wanted.search).strip();
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(PAGE, Member.class)
                        .setParameter("workspace", workspace)
                        .setParameter("after", after)
                        .setParameter("text", text)
                        .setParameter("pattern", "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                        .setParameter("role", orEmpty(wanted.role))
                        .setParameter("team", wanted.team == null ? "" : wanted.team.toString())
                        .setMaxResults(limit)
                        .getResultList());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
