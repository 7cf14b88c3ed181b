package io.latchkey.workspace.devices;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.UUID;

@Entity
class Device {
    @Id
    UUID id;

    UUID workspace;

    String name;

    String serial;

    String[] tags = {};

    @Column(name = "created_at")
    Instant createdAt;

    static String[] distinct(Collection<String> tags) {
        return new LinkedHashSet<>(tags).toArray(String[]::new);
    }
}
