package io.latchkey.edge.protections;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Which protections are on: all of them, but in a fault run's control. */
@Singleton
public class Protections {
    private static final Logger LOG = Logger.getLogger(Protections.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int FIRST = 1;

    private final Set<Protection> off;
    private final String host;

    Protections(
            ProtectionConfig config, @ConfigProperty(name = "quarkus.http.host") String host, MeterRegistry registry) {
        this.off = config.off().orElse(Set.of());
        this.host = host;
        Gauge.builder("latchkey.protections.off", off::size)
                .description("Protections switched off for a fault run; anything but 0 is an alarm")
                .register(registry);
    }

    void admit(@Observes @Priority(FIRST) StartupEvent event) {
        if (off.isEmpty()) {
            return;
        }
        if (!host.equals(LOOPBACK)) {
            throw new IllegalStateException(
                    "latchkey.protections.off is for fault runs on this machine alone: quarkus.http.host has to be "
                            + LOOPBACK + ", and is " + host);
        }
        LOG.errorf("protections are OFF, so promises will be broken: %s", off);
    }

    public boolean on(Protection protection) {
        return !off.contains(protection);
    }
}
