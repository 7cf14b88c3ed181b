package io.latchkey.workspace.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** What identity-service tells of an account. */
@Entity
public class Account {
    @Id
    public UUID id;

    public String kind;

    public String email;

    @Column(name = "display_name")
    public String displayName;

    @Column(name = "email_verified")
    public boolean emailVerified;

    public String status;

    public long revision;
}
