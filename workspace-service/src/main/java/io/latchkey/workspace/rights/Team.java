package io.latchkey.workspace.rights;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Members who share rights. */
@Entity
public class Team {
    @Id
    public UUID id;

    public UUID workspace;

    public String name;

    public UUID[] members = {};

    @Embedded
    public Rights rights = new Rights();

    public boolean has(UUID account) {
        return Arrays.asList(members).contains(account);
    }

    public Set<UUID> accounts() {
        return new TreeSet<>(Arrays.asList(members));
    }
}
