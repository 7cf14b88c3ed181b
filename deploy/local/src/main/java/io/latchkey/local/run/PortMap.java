package io.latchkey.local.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where everything listens, all from one number, so that two stacks can run side by side. */
record PortMap(int base) {
    static final int DEFAULT_BASE = 8080;

    int gateway() {
        return base;
    }

    int identity() {
        return base + 1;
    }

    int token() {
        return base + 2;
    }

    int tokenGrpc() {
        return token() + 1000;
    }

    int workspace() {
        return base + 3;
    }

    int postgres() {
        return base + 10;
    }

    int kafka() {
        return base + 11;
    }

    int kafkaController() {
        return base + 12;
    }

    int redis() {
        return base + 13;
    }

    int smtp() {
        return base + 14;
    }

    /** Where the mails are to be seen. */
    int mail() {
        return base + 15;
    }

    Map<String, Integer> all() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("gateway", gateway());
        ports.put("identity-service", identity());
        ports.put("token-service", token());
        ports.put("token-service's gRPC", tokenGrpc());
        ports.put("workspace-service", workspace());
        ports.put("PostgreSQL", postgres());
        ports.put("Kafka", kafka());
        ports.put("Kafka's controller", kafkaController());
        ports.put("Redis", redis());
        ports.put("the mail server", smtp());
        ports.put("the page of mails", mail());
        return ports;
    }
}
