package io.latchkey.identity;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.servers.LocalMail;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person who has registered, from a network address of their own, so that none uses up another's tries. */
public final class Someone {
    public static final String PASSWORD = "correct horse battery";
    private static final Pattern CODE = Pattern.compile("code: (lk_mc_\\S+)");

    public final String email = UUID.randomUUID() + "@example.com";
    public final UUID account;
    private final String source = "10.%d.%d.%d".formatted(octet(), octet(), octet());

    private Someone() {
        account = UUID.fromString(anonymous()
                .body(Map.of("email", email, "password", PASSWORD, "displayName", "Ada"))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static int octet() {
        return ThreadLocalRandom.current().nextInt(1, 250);
    }

    public static Someone registers() {
        return new Someone();
    }

    /** @param id of the session that the access token names */
    public record LoggedIn(UUID account, UUID id, String refreshToken) {
        public RequestSpecification request() {
            return given().contentType(ContentType.JSON).auth().oauth2(TestIssuer.sessionOf(account, id));
        }
    }

    public RequestSpecification anonymous() {
        return given().contentType(ContentType.JSON).header("X-Forwarded-For", source);
    }

    public Response triesToLogIn(String password, String code) {
        Map<String, String> body = new HashMap<>(Map.of("email", email, "password", password));
        if (code != null) {
            body.put("code", code);
        }
        return anonymous().header("User-Agent", "test/1").body(body).post("/v1/sessions");
    }

    public LoggedIn logsIn() {
        return logsIn(PASSWORD);
    }

    public LoggedIn logsIn(String password) {
        Response opened = triesToLogIn(password, null);
        opened.then().statusCode(201);
        String claims = new String(
                Base64.getUrlDecoder().decode(opened.<String>path("accessToken").split("\\.")[1]),
                StandardCharsets.UTF_8);
        Matcher session = Pattern.compile("\"sid\":\"([^\"]+)\"").matcher(claims);
        session.find();
        return new LoggedIn(account, UUID.fromString(session.group(1)), opened.path("refreshToken"));
    }

    public int refresh(LoggedIn session) {
        return anonymous()
                .body(Map.of("refreshToken", session.refreshToken()))
                .post("/v1/sessions/refresh")
                .statusCode();
    }

    /** Waits for so many mails with the subject, and reads the code of the last. */
    public String code(String subject, int mails) {
        List<LocalMail.Received> received =
                await().atMost(Duration.ofSeconds(60)).until(() -> mails(subject), found -> found.size() >= mails);
        Matcher code = CODE.matcher(received.getLast().text());
        code.find();
        return code.group(1);
    }

    public List<LocalMail.Received> mails(String subject) {
        return Servers.mailsTo(email).stream()
                .filter(mail -> mail.subject().equals(subject))
                .toList();
    }
}
