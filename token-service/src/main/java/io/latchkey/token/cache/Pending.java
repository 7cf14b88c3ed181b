package io.latchkey.token.cache;

import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/**
 * A change that is committed in PostgreSQL and must reach Redis: of an account (some or all of its tokens), of an account in a
 * workspace, of a device, or of a workspace. Inserted with the change, deleted once Redis has it.
 */
@Entity
@Table(name = "cache_pending")
public class Pending {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column
    UUID account;

    @Column
    UUID workspace;

    @Column
    UUID device;

    /** Of the account, which have changed themselves; null where that is not told. */
    @Column
    UUID[] tokens;

    /** Where only what the account's tokens share has changed, which says nothing of those that ended. */
    @Column(name = "live_only")
    boolean liveOnly;

    static Pending ofAccount(UUID account, UUID[] tokens, boolean liveOnly) {
        Pending pending = new Pending();
        pending.account = account;
        pending.tokens = tokens;
        pending.liveOnly = liveOnly;
        return pending;
    }

    boolean isOfAllTokens() {
        return account != null && workspace == null && tokens == null && !liveOnly;
    }

    /** Columns: id, account, workspace, device, tokens, live_only. */
    static Pending of(Row row) {
        Pending pending = ofAccount(row.getUUID("account"), row.getArrayOfUUIDs("tokens"), row.getBoolean("live_only"));
        pending.id = row.getLong("id");
        pending.workspace = row.getUUID("workspace");
        pending.device = row.getUUID("device");
        return pending;
    }
}
