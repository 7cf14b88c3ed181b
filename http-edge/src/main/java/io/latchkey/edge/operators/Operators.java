package io.latchkey.edge.operators;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Basic authentication (RFC 7617) by {@code latchkey.operators.<id>.secret}; without one, nobody is an operator. */
@ApplicationScoped
public class Operators {
    private static final String PREFIX = "latchkey.operators.";
    private static final String SUFFIX = ".secret";
    private static final String BASIC = "Basic ";

    private final Map<String, byte[]> operators = new HashMap<>();

    public Operators(Config config) {
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
                String id = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
                operators.put(id, basic(id, config.getValue(name, String.class)));
            }
        }
    }

    private static byte[] basic(String id, String secret) {
        return (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param authorization the header; may be null
     * @return the operator's id
     */
    public String require(String authorization) {
        if (authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            byte[] given = decoded(authorization.substring(BASIC.length()).strip());
            for (Map.Entry<String, byte[]> operator : operators.entrySet()) {
                if (MessageDigest.isEqual(operator.getValue(), given)) {
                    return operator.getKey();
                }
            }
        }
        throw Refused.because(Reason.UNKNOWN_CLIENT, "This is for operators.");
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
