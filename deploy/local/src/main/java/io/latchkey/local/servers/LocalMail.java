package io.latchkey.local.servers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A real mail server that delivers to nobody; what it was given is to be seen on a page, and by tests. */
public final class LocalMail implements AutoCloseable {
    private final GreenMail mail;
    private final int smtpPort;

    private LocalMail(GreenMail mail, int smtpPort) {
        this.mail = mail;
        this.smtpPort = smtpPort;
    }

    /** @param text the plain part */
    public record Received(String to, String from, String subject, String text, Instant at) {}

    public static LocalMail start(int smtpPort) {
        GreenMail mail = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        return new LocalMail(mail, smtpPort);
    }

    /** A process: {@code <port for SMTP> <port for the page>}. */
    public static void main(String[] arguments) throws IOException {
        LocalMail mail = start(Integer.parseInt(arguments[0]));
        HttpServer page = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])), 0);
        page.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", mail.page()));
        page.createContext("/mails", exchange -> answer(exchange, "application/json", mail.json()));
        page.start();
        Runtime.getRuntime().addShutdownHook(new Thread(mail::close));
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        // A mail is somebody's own words.
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public int smtpPort() {
        return smtpPort;
    }

    /** The oldest first. */
    public List<Received> all() {
        return Arrays.stream(mail.getReceivedMessages()).map(LocalMail::read).toList();
    }

    public List<Received> to(String address) {
        return all().stream().filter(one -> one.to().equals(address)).toList();
    }

    private static Received read(MimeMessage message) {
        try {
            return new Received(
                    GreenMailUtil.getAddressList(message.getAllRecipients()),
                    GreenMailUtil.getAddressList(message.getFrom()),
                    message.getSubject(),
                    plain(message),
                    message.getReceivedDate() == null
                            ? Instant.now()
                            : message.getReceivedDate().toInstant());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a mail cannot be read", e);
        }
    }

    private static String plain(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof MimeMultipart parts) {
            return plain(parts.getBodyPart(0));
        }
        return part.getContent().toString();
    }

    private String json() {
        List<ReceivedView> views =
                all().reversed().stream().map(ReceivedView::of).toList();
        try {
            return new ObjectMapper().writeValueAsString(views);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record ReceivedView(String to, String from, String subject, String text, String at) {
        static ReceivedView of(Received mail) {
            return new ReceivedView(
                    mail.to(),
                    mail.from(),
                    mail.subject(),
                    mail.text(),
                    mail.at().toString());
        }
    }

    private String page() {
        StringBuilder page = new StringBuilder("<!doctype html><title>Mails</title><style>body{font-family:sans-serif;"
                + "max-width:50rem;margin:2rem auto}article{border:1px solid #ccc;padding:1rem;margin:1rem 0}"
                + "pre{white-space:pre-wrap}</style><h1>Mails, the newest first</h1><p>Also as JSON: /mails");
        for (Received one : all().reversed()) {
            page.append("<article><b>%s</b><br>to %s, %s<pre>%s</pre></article>"
                    .formatted(escaped(one.subject()), escaped(one.to()), one.at(), escaped(one.text())));
        }
        return page.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public void close() {
        mail.stop();
    }
}
