package io.latchkey.token.leaks;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
@WithTestResource(value = GithubReportTest.Github.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class GithubReportTest {
    private static final String KEY = "bcb53661c06b4728e59d897fb6165d5c9cda0fd9cdf9d09ead458168deb7518c";
    private static final String PRIVATE_KEY = "latchkey.test.github.private-key";

    /** Stands in for GitHub. The test is loaded by another class loader, so the key goes by a system property. */
    public static final class Github implements QuarkusTestResourceLifecycleManager {
        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair pair = generator.generateKeyPair();
                System.setProperty(
                        PRIVATE_KEY,
                        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
                return Map.of("latchkey.leaks.github.keys", serve(published(pair)), "latchkey.leaks.per-minute", "100");
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {
            System.clearProperty(PRIVATE_KEY);
            server.stop(0);
        }

        private static String published(KeyPair pair) {
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
            JsonObject key =
                    new JsonObject().put("key_identifier", KEY).put("key", pem).put("is_current", true);
            return new JsonObject().put("public_keys", new JsonArray().add(key)).encode();
        }

        private String serve(String keys) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] body = keys.getBytes(StandardCharsets.UTF_8);
            server.createContext("/keys", exchange -> {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        }
    }

    @Test
    void whatGithubFindsIsRevoked() throws Exception {
        Holder found = Told.user();
        Holder untouched = Told.user();
        String body = found(found.token(), "lk_pat_nothing");

        report(body, KEY, signed(body)).statusCode(204);

        assertThat(verdict(found.token(), null, null, null)).isEqualTo("revoked");
        assertThat(verdict(untouched.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void whatGithubDidNotSignRevokesNothing() throws Exception {
        Holder user = Told.user();
        String body = found(user.token());
        String signature = signed(body);

        report(body + " ", KEY, signature).statusCode(401);
        report(body, "another key", signature).statusCode(401);
        report(body, KEY, "bm9uc2Vuc2U=").statusCode(401);
        report(body, KEY, "not base64!").statusCode(401);
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/tokens/leaked/github")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:latchkey:problem:not-authenticated"));

        assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void whatIsSignedAndNoListIsRefused() throws Exception {
        for (String body : List.of("{}", "nonsense", "\"x\"", "[1,null,{}]")) {
            report(body, KEY, signed(body)).statusCode(body.startsWith("[") ? 204 : 400);
        }
    }

    private static String found(String... tokens) {
        StringBuilder body = new StringBuilder("[");
        for (String token : tokens) {
            body.append(body.length() > 1 ? "," : "")
                    .append("{\"token\":\"")
                    .append(token)
                    .append("\",\"type\":\"latchkey_token\",\"url\":\"https://example.com/x\",\"source\":\"content\"}");
        }
        return body.append("]").toString();
    }

    private static String signed(String body) throws Exception {
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(body.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static ValidatableResponse report(String body, String key, String signature) {
        return given().contentType(ContentType.JSON)
                .header("Github-Public-Key-Identifier", key)
                .header("Github-Public-Key-Signature", signature)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/tokens/leaked/github")
                .then();
    }
}
