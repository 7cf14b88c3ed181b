package io.latchkey.token.tokens;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.edge.secrets.Sealing.Sealed;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.tokens.Peppers.Hashed;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class RekeyTest {
    @Inject
    Pool pool;

    @Inject
    Peppers peppers;

    @Inject
    Seal seal;

    @Inject
    RedisDataSource redis;

    @Test
    void aTokenWhoseValueIsKeptIsMovedByItself() throws Exception {
        Holder user = Told.user();
        TokenValue value = new TokenValue(user.token());

        putUnderRetiredKeys(user, value, sealedUnderRetired(user, value));

        await().untilAsserted(() -> assertThat(row(user).getString("pepper")).isEqualTo(peppers.current()));
        assertThat(row(user).getString("sealed_with")).isEqualTo(seal.current());
        await().untilAsserted(() ->
                assertThat(redis.key().exists(key(retired(value)))).isFalse());
        assertThat(redis.key().exists(key(peppers.hash(value)))).isTrue();
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed");
        given().auth()
                .oauth2(TestIssuer.session(user.account()))
                .post("/v1/tokens/" + user.tokenId() + "/reveal")
                .then()
                .statusCode(200)
                .body("value", equalTo(user.token()));
    }

    @Test
    void oneWhoseValueIsNotKeptIsFoundByTheRetiredPepperAndMovedWhenItIsPresented() throws Exception {
        Holder user = Told.user();
        TokenValue value = new TokenValue(user.token());
        putUnderRetiredKeys(user, value, null);
        await().untilAsserted(() ->
                given().get("/metrics").then().body(containsString("latchkey_tokens_retired_pepper 1.0")));

        // Once the change, which the test makes behind the service's back, is in the cache.
        await().untilAsserted(() ->
                assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed"));

        await().untilAsserted(() -> assertThat(row(user).getString("pepper")).isEqualTo(peppers.current()));
        assertThat(row(user).getString("sealed_with")).isNull();
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void whereTheEncryptionKeyAloneIsAnotherTheEntryInTheCacheStays() throws Exception {
        Holder user = Told.user();
        TokenValue value = new TokenValue(user.token());
        Sealed sealed = sealedUnderRetired(user, value);

        sql(
                "update token set sealed = $1, sealed_with = $2, version = version + 1 where id = $3",
                Tuple.of(Buffer.buffer(sealed.bytes()), sealed.key(), user.tokenId()));

        await().untilAsserted(
                        () -> assertThat(row(user).getString("sealed_with")).isEqualTo(seal.current()));
        // Long enough for whatever would come after the move.
        await().during(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed"));
        assertThat(redis.key().exists(key(peppers.hash(value)))).isTrue();
    }

    @Test
    void whatIsRevokedUnderTheRetiredPepperStaysRevoked() throws Exception {
        Holder user = Told.user();
        TokenValue value = new TokenValue(user.token());
        putUnderRetiredKeys(user, value, null);
        given().auth()
                .oauth2(TestIssuer.session(user.account()))
                .delete("/v1/tokens/" + user.tokenId())
                .then()
                .statusCode(204);

        for (int i = 0; i < 3; i++) {
            assertThat(verdict(user.token(), null, null, null)).isEqualTo("revoked");
        }
        await().untilAsserted(() -> assertThat(row(user).getString("pepper")).isEqualTo(peppers.current()));
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("revoked");
    }

    private Hashed retired(TokenValue value) {
        return peppers.retired(value).getFirst();
    }

    /** As if the keys had been rotated after the token was made. */
    private void putUnderRetiredKeys(Holder user, TokenValue value, Sealed sealed) throws Exception {
        Hashed old = retired(value);
        sql(
                "update token set hmac = $1, pepper = $2, sealed = $3, sealed_with = $4, version = version + 1 where id = $5",
                Tuple.of(
                        Buffer.buffer(old.hmac()),
                        old.pepper(),
                        sealed == null ? null : Buffer.buffer(sealed.bytes()),
                        sealed == null ? null : sealed.key(),
                        user.tokenId()));
        redis.key().del(key(peppers.hash(value)));
        sql("insert into cache_pending (account) values ($1)", Tuple.of(user.account()));
    }

    private static Sealed sealedUnderRetired(Holder user, TokenValue value) {
        String retired = ConfigProvider.getConfig().getValue("latchkey.tokens.encryption.retired", String.class);
        return new Seal(new OneKey(retired)).close(user.tokenId(), value);
    }

    private Row row(Holder user) throws Exception {
        return sql("select pepper, sealed_with from token where id = $1", Tuple.of(user.tokenId()));
    }

    private Row sql(String query, Tuple parameters) throws Exception {
        var rows = pool.preparedQuery(query)
                .execute(parameters)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        return rows.size() == 0 ? null : rows.iterator().next();
    }

    private static String key(Hashed hashed) {
        return "t:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hashed.hmac());
    }

    /** As far as the seal needs it. */
    private record OneKey(String key) implements TokenConfig {
        @Override
        public KeyPair encryption() {
            return new KeyPair() {
                @Override
                public String current() {
                    return key;
                }

                @Override
                public Optional<String> retired() {
                    return Optional.empty();
                }
            };
        }

        @Override
        public KeyPair pepper() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reveal reveal() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration freshLogin() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration swappedLifespan() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration swappedReuse() {
            throw new UnsupportedOperationException();
        }
    }
}
