package io.latchkey.identity.letters;

import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.mailing.Letter;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The mails of this service. None holds a name that somebody chose: whoever registers another's address would write to
 * them with it. A code stands behind the {@code #} of a link, which browsers send to nobody.
 */
@ApplicationScoped
public class Letters {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final String portal;

    Letters(@ConfigProperty(name = "latchkey.portal-url") String portal) {
        this.portal = portal;
    }

    @CheckedTemplate
    static class Templates {
        private Templates() {}

        static native TemplateInstance verifyText(String link, String code);

        static native TemplateInstance verifyHtml(String link, String code);

        static native TemplateInstance resetText(String link, String code);

        static native TemplateInstance resetHtml(String link, String code);

        static native TemplateInstance changedText(String link);

        static native TemplateInstance changedHtml(String link);

        static native TemplateInstance leavingText(String link, String day);

        static native TemplateInstance leavingHtml(String link, String day);

        static native TemplateInstance staysText(String link);

        static native TemplateInstance staysHtml(String link);

        static native TemplateInstance deletedText();

        static native TemplateInstance deletedHtml();
    }

    public Letter verifyAddress(String email, RandomSecret code) {
        String link = portal + "/verify-email#" + code.value();
        return letter(
                email,
                "Confirm your e-mail address",
                Templates.verifyText(link, code.value()),
                Templates.verifyHtml(link, code.value()));
    }

    public Letter resetPassword(String email, RandomSecret code) {
        String link = portal + "/reset-password#" + code.value();
        return letter(
                email,
                "Set a new password",
                Templates.resetText(link, code.value()),
                Templates.resetHtml(link, code.value()));
    }

    public Letter passwordChanged(String email) {
        String link = portal + "/forgot-password";
        return letter(email, "Your password was changed", Templates.changedText(link), Templates.changedHtml(link));
    }

    public Letter leaving(String email, Instant at) {
        String link = portal + "/login";
        String when = DAY.format(at);
        return letter(
                email,
                "Your account will be deleted",
                Templates.leavingText(link, when),
                Templates.leavingHtml(link, when));
    }

    public Letter stays(String email) {
        String link = portal + "/forgot-password";
        return letter(email, "Your account stays", Templates.staysText(link), Templates.staysHtml(link));
    }

    public Letter deleted(String email) {
        return letter(email, "Your account is deleted", Templates.deletedText(), Templates.deletedHtml());
    }

    private static Letter letter(String email, String subject, TemplateInstance text, TemplateInstance html) {
        return new Letter(email, subject, text.render(), html.render());
    }
}
