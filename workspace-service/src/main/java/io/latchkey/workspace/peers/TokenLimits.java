package io.latchkey.workspace.peers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/** What a token is cut down to; a part left out does not limit. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class TokenLimits {
    public List<String> permissions;
    public List<UUID> workspaces;
    public List<UUID> devices;
    /** CIDR blocks, or single addresses. */
    public List<String> networks;
}
