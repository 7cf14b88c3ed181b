package io.latchkey.workspace.letters;

import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.mailing.Letter;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The mails of this service. A code stands behind the {@code #} of a link, which browsers send to nobody. */
@ApplicationScoped
public class Letters {
    private final String portal;

    Letters(@ConfigProperty(name = "latchkey.portal-url") String portal) {
        this.portal = portal;
    }

    @CheckedTemplate
    static class Templates {
        private Templates() {}

        static native TemplateInstance invitedText(String inviter, String workspace, String link, String code);

        static native TemplateInstance invitedHtml(String inviter, String workspace, String link, String code);

        static native TemplateInstance joinedText(String inviter, String workspace, String link);

        static native TemplateInstance joinedHtml(String inviter, String workspace, String link);
    }

    /** To somebody who is to register, or to accept. */
    public Letter invited(String email, String inviter, String workspace, RandomSecret code) {
        String link = portal + "/invitations#" + code.value();
        return new Letter(
                email,
                "Invitation to " + workspace,
                Templates.invitedText(inviter, workspace, link, code.value()).render(),
                Templates.invitedHtml(inviter, workspace, link, code.value()).render());
    }

    /** To somebody who has an account and has been made a member. */
    public Letter joined(String email, String inviter, String workspace) {
        return new Letter(
                email,
                "You are a member of " + workspace,
                Templates.joinedText(inviter, workspace, portal).render(),
                Templates.joinedHtml(inviter, workspace, portal).render());
    }
}
