package io.latchkey.workspace.access;

import io.latchkey.workspace.rights.Rights;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;

@Entity
public class Member {
    public static final String USER = "user";
    public static final String API_USER = "api-user";

    /** Of {@code member m}. Not all there are: those of the next version are there before this one is gone. */
    public static final String COLUMNS = """
            m.workspace, m.account, m.kind, m.name, m.permissions, m.roles, m.all_devices, m.device_ids, m.device_tags,
             m.tagged_device_ids, m.device_permissions, m.joined_at""";

    @EmbeddedId
    public Key id;

    public String kind;

    public String name;

    @Embedded
    public Rights rights = new Rights();

    @Column(name = "joined_at")
    public Instant joinedAt;

    @Embeddable
    public record Key(UUID workspace, UUID account) {}

    public UUID account() {
        return id.account();
    }

    public boolean isApiUser() {
        return API_USER.equals(kind);
    }

    public static Member person(UUID workspace, UUID account, Rights rights, Instant joinedAt) {
        return of(new Key(workspace, account), USER, rights, joinedAt);
    }

    public static Member apiUser(UUID workspace, UUID account, String name, Rights rights, Instant joinedAt) {
        Member member = of(new Key(workspace, account), API_USER, rights, joinedAt);
        member.name = name;
        return member;
    }

    private static Member of(Key id, String kind, Rights rights, Instant joinedAt) {
        Member member = new Member();
        member.id = id;
        member.kind = kind;
        member.rights = rights;
        member.joinedAt = joinedAt;
        return member;
    }
}
