package io.latchkey.workspace.invitations;

import io.latchkey.workspace.grants.MemberRightsInput;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

public class NewInvitation extends MemberRightsInput {
    @NotBlank
    @Email
    @Size(max = 254)
    @Schema(examples = "grace@example.com")
    public String email;
}
