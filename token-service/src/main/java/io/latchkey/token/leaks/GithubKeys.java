package io.latchkey.token.leaks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.problems.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * GitHub's public keys, by their identifier. Blocks. A key that is not known fetches them anew, but not more often than
 * once in a while: garbage must not become load there.
 */
@ApplicationScoped
class GithubKeys {
    private static final Duration REPRIEVE = Duration.ofSeconds(10);

    private final LeakConfig.Github config;
    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient http;
    private Map<String, PublicKey> keys = Map.of();
    private Instant fetchAgain = Instant.MIN;
    private Exception failure;

    GithubKeys(LeakConfig config, ObjectMapper json, Clock clock) {
        this.config = config.github();
        this.json = json;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(config.github().timeout())
                .build();
    }

    boolean areConfigured() {
        return config.keys().isPresent();
    }

    /** Empty where GitHub has no such key; {@link Refused} where that cannot be said. */
    synchronized Optional<PublicKey> find(String identifier) {
        if (!keys.containsKey(identifier)) {
            if (clock.instant().isAfter(fetchAgain)) {
                fetchAgain = clock.instant().plus(REPRIEVE);
                failure = null;
                fetch();
            }
            if (failure != null) {
                throw Refused.unavailable("GitHub's keys cannot be fetched.", failure);
            }
        }
        return Optional.ofNullable(keys.get(identifier));
    }

    private void fetch() {
        HttpRequest request = HttpRequest.newBuilder(config.keys().orElseThrow())
                .timeout(config.timeout())
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            Map<String, PublicKey> found = new HashMap<>();
            for (JsonNode key : json.readTree(response.body()).path("public_keys")) {
                found.put(
                        key.path("key_identifier").asText(),
                        publicKey(key.path("key").asText()));
            }
            keys = found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            failure = e;
        }
    }

    private static PublicKey publicKey(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
