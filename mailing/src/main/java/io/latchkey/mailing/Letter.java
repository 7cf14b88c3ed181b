package io.latchkey.mailing;

/** A mail. It can hold what works once, so it shows nothing of itself. */
public record Letter(String to, String subject, String text, String html) {
    @Override
    public String toString() {
        return "Letter[…]";
    }
}
