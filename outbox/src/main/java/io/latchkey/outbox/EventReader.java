package io.latchkey.outbox;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** The consumer's side: what an event is and says, and the difference between poison and bad weather. */
@ApplicationScoped
public class EventReader {
    /** The type of what tells a partition how far it is. */
    public static final String HEARTBEAT = "io.latchkey.heartbeat.v1";

    private static final Logger LOG = Logger.getLogger(EventReader.class);

    private final ObjectMapper json;
    private final boolean persistent;

    EventReader(ObjectMapper json, Protections protections) {
        this.persistent = protections.on(Protection.PERSISTENCE);
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** The CloudEvents type; empty where there is none. */
    public static String type(ConsumerRecord<String, byte[]> event) {
        return attribute(event, "type").orElse("");
    }

    /** @param name of a CloudEvents attribute */
    public static Optional<String> attribute(ConsumerRecord<String, byte[]> event, String name) {
        return Optional.ofNullable(event.headers().lastHeader("ce_" + name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    /** @throws PoisonEvent where the value is not what the reader's record needs */
    public <T> T read(ConsumerRecord<String, byte[]> event, Class<T> as) {
        try {
            if (event.value() == null) {
                throw new PoisonEvent("an event without a value", null);
            }
            return json.readValue(event.value(), as);
        } catch (JacksonException e) {
            // Its message would quote the event.
            throw new PoisonEvent(
                    "not a readable " + as.getSimpleName() + ": " + e.getClass().getSimpleName(), null);
        } catch (IOException e) {
            throw new PoisonEvent("not a readable " + as.getSimpleName(), null);
        }
    }

    /** Tries until it works: a database that is away is no reason to lose or reorder events. Poison fails at once. */
    public <T> Uni<T> persistently(Uni<T> work) {
        if (!persistent) {
            return work.onFailure().recoverWithNull();
        }
        return work.onFailure(failure -> !(failure instanceof PoisonEvent))
                .invoke(failure -> LOG.warnf("an event cannot be applied yet, trying again: %s", failure.toString()))
                .onFailure(failure -> !(failure instanceof PoisonEvent))
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .indefinitely();
    }
}
