package io.latchkey.mailing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Sends what waits. A mail is claimed by putting off its next try, so that no other instance sends it meanwhile and one
 * that dies leaves it to the others; a try that fails is put off longer and longer.
 */
@ApplicationScoped
class SendMails {
    private static final Logger LOG = Logger.getLogger(SendMails.class);
    private static final int AT_ONCE = 4;
    private static final int CLAIMED = 50;
    private static final int LONGEST_PAUSE_SECONDS = 600;

    private static final String CLAIM = """
            update mail set attempts = attempts + 1, next_at = now() + make_interval(secs => $1)
            where id = any(array(select id from mail where next_at <= now() order by next_at limit $2
                                 for update skip locked))
            returning id, recipient, subject, text, html, attempts, created_at""";
    private static final String PUT_OFF = "update mail set next_at = now() + make_interval(secs => $2) where id = $1";

    private final Pool postgres;
    private final ReactiveMailer mailer;
    private final MailConfig config;
    private final Counter sent;
    private final Counter failed;
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean failing;

    SendMails(Pool postgres, ReactiveMailer mailer, MailConfig config, MeterRegistry registry) {
        this.postgres = postgres;
        this.mailer = mailer;
        this.config = config;
        this.sent = Counter.builder("latchkey.mail.sent").register(registry);
        this.failed = Counter.builder("latchkey.mail.failed")
                .description("Tries that a mail server did not take")
                .register(registry);
        Gauge.builder("latchkey.mail.waiting", waiting, AtomicLong::get).register(registry);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> send() {
        return postgres.preparedQuery(CLAIM)
                .execute(Tuple.of(claim(), CLAIMED))
                .flatMap(claimed -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUni(this::send)
                        .merge(AT_ONCE)
                        .collect()
                        .last())
                .flatMap(done -> count());
    }

    /** Seconds in which whoever has claimed mails is done with all of them. */
    private double claim() {
        return config.timeout().toSeconds() * (double) CLAIMED / AT_ONCE + 30;
    }

    private Uni<Void> send(Row row) {
        Mail mail = new Mail()
                .addTo(row.getString("recipient"))
                .setSubject(row.getString("subject"))
                .setText(row.getString("text"))
                .setHtml(row.getString("html"));
        return mailer.send(mail)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .invoke(this::taken)
                .onItemOrFailure()
                .transformToUni((taken, failure) -> failure == null ? forget(row) : again(row, failure));
    }

    private void taken() {
        sent.increment();
        if (failing) {
            failing = false;
            LOG.info("the mail server takes mails again");
        }
    }

    private Uni<Void> forget(Row row) {
        return postgres.preparedQuery("delete from mail where id = $1")
                .execute(Tuple.of(row.getLong("id")))
                .replaceWithVoid();
    }

    private Uni<Void> again(Row row, Throwable failure) {
        failed.increment();
        if (!failing) {
            failing = true;
            LOG.warnf("the mail server does not take mails, they wait: %s", failure);
        }
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        if (row.getOffsetDateTime("created_at").plus(config.giveUpAfter()).isBefore(now)) {
            LOG.errorf("mail %d was not taken in %s and is dropped", row.getLong("id"), config.giveUpAfter());
            return forget(row);
        }
        return postgres.preparedQuery(PUT_OFF)
                .execute(Tuple.of(row.getLong("id"), (double)
                        pause(row.getInteger("attempts")).toSeconds()))
                .replaceWithVoid();
    }

    private static Duration pause(int attempts) {
        return Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, 2L << Math.min(attempts, 10)));
    }

    private Uni<Void> count() {
        return postgres.query("select count(*) from mail")
                .execute()
                .invoke(counted -> waiting.set(counted.iterator().next().getLong(0)))
                .replaceWithVoid();
    }
}
