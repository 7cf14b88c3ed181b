package io.latchkey.mailing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The way in: a mail is kept in the caller's transaction. */
@ApplicationScoped
public class Mails {
    private static final String INSERT =
            "insert into mail (recipient, subject, text, html) values (:to, :subject, :text, :html)";

    /** Needs a transaction under way. */
    public Uni<Void> post(Letter letter) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(INSERT)
                        .setParameter("to", letter.to())
                        .setParameter("subject", oneLine(letter.subject()))
                        .setParameter("text", letter.text())
                        .setParameter("html", letter.html())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A subject can hold a name that somebody chose. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ");
    }
}
