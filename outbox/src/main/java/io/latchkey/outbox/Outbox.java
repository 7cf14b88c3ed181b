package io.latchkey.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The way in: events appended in the caller's transaction. */
@ApplicationScoped
public class Outbox {
    private static final String INSERT = """
            insert into outbox (topic, key, partition_key, type, payload, traceparent, actor)
            select e->>'topic', e->>'key', e->>'partitionKey', e->>'type', e->>'payload', e->>'traceparent',
                   cast(e->>'actor' as uuid)
            from jsonb_array_elements(cast(cast(:events as text) as jsonb)) with ordinality as listed(e, position)
            order by position""";

    /** A change of very many is written piece by piece, so that none of it is in memory twice. */
    private static final int AT_ONCE = 2000;

    private final ObjectMapper json;
    private final Relay relay;
    private final long maxBytes;

    Outbox(ObjectMapper json, Relay relay, OutboxConfig config) {
        this.json = json;
        this.relay = relay;
        this.maxBytes = config.maxEvent().asLongValue();
    }

    /** What comes of nobody's request. */
    public Uni<Void> append(List<OutboxEvent> events) {
        return append(events, null);
    }

    /**
     * Needs a transaction under way (Hibernate Reactive's); keeps the list's order.
     *
     * @throws EventTooLarge where Kafka would not take one of them
     * @param actor the account whose request makes the change; null for none
     */
    public Uni<Void> append(List<OutboxEvent> events, UUID actor) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> appended = insert(events.subList(0, Math.min(AT_ONCE, events.size())), actor);
        return events.size() <= AT_ONCE
                ? appended
                : appended.flatMap(some -> append(events.subList(AT_ONCE, events.size()), actor));
    }

    private Uni<Void> insert(List<OutboxEvent> events, UUID actor) {
        return Panache.getSession()
                .invoke(session -> AfterCommit.run(session, relay::committed))
                .flatMap(session -> session.createNativeQuery(INSERT)
                        .setParameter("events", rows(events, actor))
                        .executeUpdate())
                .replaceWithVoid();
    }

    public Uni<Void> append(OutboxEvent event) {
        return append(List.of(event));
    }

    private String rows(List<OutboxEvent> events, UUID actor) {
        String traceparent = traceparent();
        ArrayNode rows = json.createArrayNode();
        for (OutboxEvent event : events) {
            rows.addObject()
                    .put("topic", event.topic())
                    .put("key", event.key())
                    .put("partitionKey", event.partitionKey())
                    .put("type", event.type())
                    .put("payload", payload(event))
                    .put("traceparent", traceparent)
                    .put("actor", actor == null ? null : actor.toString());
        }
        return rows.toString();
    }

    private String payload(OutboxEvent event) {
        try {
            String payload = json.writeValueAsString(event.payload());
            int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > maxBytes) {
                throw new EventTooLarge(event, bytes, maxBytes);
            }
            return payload;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event of type " + event.type() + " cannot be written", e);
        }
    }

    /** W3C Trace Context, level 1. */
    private static String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        if (!span.isValid()) {
            return null;
        }
        return "00-%s-%s-%s"
                .formatted(
                        span.getTraceId(),
                        span.getSpanId(),
                        span.getTraceFlags().asHex());
    }
}
