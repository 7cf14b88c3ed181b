package io.latchkey.system.people;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What has been mailed to somebody, as the local stack shows it. */
public final class Mailbox {
    private static final Pattern CODE = Pattern.compile("code: (lk_\\w+_\\S+)");

    private final Stack stack;
    private final String address;

    public Mailbox(Stack stack, String address) {
        this.stack = stack;
        this.address = address;
    }

    /** The code in the newest mail whose subject begins so. */
    public String code(String subject) {
        Matcher code = CODE.matcher(text(subject));
        code.find();
        return code.group(1);
    }

    /** The newest mail whose subject begins so, once there is one. */
    public String text(String subject) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> texts(subject), texts -> !texts.isEmpty())
                .getFirst();
    }

    private List<String> texts(String subject) {
        return RestAssured.given()
                .get(stack.url("mail") + "/mails")
                .jsonPath()
                .getList("findAll { it.to == '%s' && it.subject.startsWith('%s') }.text".formatted(address, subject));
    }
}
