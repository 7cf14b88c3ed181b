package io.latchkey.token.clients;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.Sha256;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The programs that may ask about tokens: by client id and secret as HTTP Basic (RFC 6749 section 2.3.1), or by the
 * JWT of a Kubernetes service account as Bearer.
 */
@Singleton
public class Clients {
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";
    private static final int SHORTEST_SECRET = 16;
    private static final Refused UNKNOWN = Refused.because(Reason.UNKNOWN_CLIENT, "This needs a client credential.");
    private static final Refused NOT_ALLOWED = Refused.because(Reason.NOT_ALLOWED, "This client may not do this.");

    private final Map<String, Secret> byId = new HashMap<>();
    private final Map<String, Client> bySubject = new HashMap<>();
    private final ServiceAccounts serviceAccounts;

    private record Secret(Client client, byte[] hash) {}

    Clients(ClientsConfig config, ServiceAccounts serviceAccounts) {
        this.serviceAccounts = serviceAccounts;
        config.clients().forEach(this::add);
    }

    private void add(String id, ClientsConfig.Entry entry) {
        Client client = new Client(id, entry.may());
        if (entry.secret().isEmpty() && entry.serviceAccount().isEmpty()) {
            throw new IllegalStateException("latchkey.clients." + id + " has neither secret nor service-account");
        }
        entry.secret().ifPresent(secret -> {
            if (secret.length() < SHORTEST_SECRET) {
                throw new IllegalStateException(
                        "latchkey.clients." + id + ".secret is shorter than " + SHORTEST_SECRET + " characters");
            }
            byId.put(id, new Secret(client, Sha256.of(secret)));
        });
        entry.serviceAccount().ifPresent(account -> {
            if (!serviceAccounts.areTrusted()) {
                throw new IllegalStateException(
                        "latchkey.clients." + id + ".service-account needs latchkey.service-accounts.issuer and .jwks");
            }
            bySubject.put(ServiceAccounts.subject(account), client);
        });
    }

    /**
     * Fails with {@link Refused} where the credential is none (UNKNOWN_CLIENT), where this client may not do that
     * (NOT_ALLOWED), or where that cannot be said (UNAVAILABLE).
     *
     * @param credential the value of the header that holds it; null for none
     */
    public Future<Client> admit(String credential, May what) {
        return find(credential).flatMap(client -> {
            if (client == null) {
                return Future.failedFuture(UNKNOWN);
            }
            return client.may().contains(what) ? Future.succeededFuture(client) : Future.failedFuture(NOT_ALLOWED);
        });
    }

    private Future<Client> find(String credential) {
        if (credential == null) {
            return Future.succeededFuture();
        }
        if (has(credential, BASIC)) {
            return Future.succeededFuture(
                    bySecret(credential.substring(BASIC.length()).strip()));
        }
        if (has(credential, BEARER) && !bySubject.isEmpty()) {
            return serviceAccounts
                    .subjectOf(credential.substring(BEARER.length()).strip())
                    .map(subject -> subject.map(bySubject::get).orElse(null));
        }
        return Future.succeededFuture();
    }

    private static boolean has(String credential, String scheme) {
        return credential.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private Client bySecret(String base64) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = pair.indexOf(':');
        Secret known = colon < 0 ? null : byId.get(pair.substring(0, colon));
        // Hashes are compared, so that neither the secret's length nor its letters show in the time taken.
        return known != null && MessageDigest.isEqual(known.hash(), Sha256.of(pair.substring(colon + 1)))
                ? known.client()
                : null;
    }
}
