package io.latchkey.token.brokers;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "latchkey.mqtt")
interface MqttConfig {
    /** The first whose pattern a topic has is asked; a topic of none is nobody's. */
    List<Topic> topics();

    /**
     * Whether mosquitto's hooks answer callers without a credential, which mosquitto-go-auth cannot send. Whoever
     * reaches them can then try tokens.
     */
    boolean mosquittoWithoutCredential();

    interface Topic {
        /** An MQTT topic filter whose levels may be {@code {workspace}} and {@code {device}}. */
        String pattern();

        /** The permission that publishing there needs; nobody may where it is left out. */
        Optional<String> publish();

        /** The permission that subscribing there, and receiving, needs; nobody may where it is left out. */
        Optional<String> subscribe();
    }
}
