package io.gatehouse.localcloud.cloud.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.SentMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Mailbox mailbox;
    private Console console;

    @BeforeEach
    void start() {
        mailbox = Mailbox.open(folder.resolve("mails.jsonl"));
        mailbox.add(new SentMail(
                "1",
                "no-reply@example.com",
                "dana@example.com",
                "welcome",
                "ברוכים",
                "שלום",
                "<p>שלום</p>",
                "2026-11-23T21:05:27.123Z"));
        mailbox.add(new SentMail(
                "2", "no-reply@example.com", "noam@example.com", null, "Hi", "Hi", null, "2026-11-23T21:05:28.123Z"));
        console = Console.start(0, "http://localhost:3000", new MailPart(mailbox));
    }

    @AfterEach
    void stop() {
        http.close();
        console.close();
    }

    @Test
    void allMailsAreListedNewestFirst() throws Exception {
        var response = send(request("/mail"));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(new ObjectMapper().readTree(response.body())).isEqualTo(new ObjectMapper().readTree("""
                [{"id":"2","from":"no-reply@example.com","to":"noam@example.com","template":null,"subject":"Hi","text":"Hi","html":null,
                  "receivedAt":"2026-11-23T21:05:28.123Z"},
                 {"id":"1","from":"no-reply@example.com","to":"dana@example.com","template":"welcome","subject":"ברוכים",
                  "text":"שלום","html":"<p>שלום</p>",
                  "receivedAt":"2026-11-23T21:05:27.123Z"}]
                """));
    }

    @Test
    void mailsAreListedByRecipientInAnyCase() throws Exception {
        var mails = new ObjectMapper()
                .readTree(send(request("/mail?to=Dana%40Example.com")).body());
        assertThat(mails)
                .singleElement()
                .satisfies(mail -> assertThat(mail.get("id").asText()).isEqualTo("1"));
        assertThat(send(request("/mail?to=nobody%40example.com")).body()).isEqualTo("[]");
    }

    @Test
    void deletingEmptiesTheMailbox() throws Exception {
        assertThat(send(request("/mail").DELETE()).statusCode()).isEqualTo(204);
        assertThat(send(request("/mail")).body()).isEqualTo("[]");
    }

    @Test
    void unchangedMailsAreAnsweredWith304() throws Exception {
        var tag = send(request("/mail")).headers().firstValue("ETag").orElseThrow();
        assertThat(send(request("/mail").header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);

        mailbox.add(new SentMail(
                "3", "no-reply@example.com", "dana@example.com", null, "Hi", "Hi", null, "2026-11-23T21:05:29.123Z"));
        assertThat(send(request("/mail").header("If-None-Match", tag)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void thePageAndItsFilesHaveSecurityHeaders() throws Exception {
        var page = send(request("/"));
        assertThat(page.body())
                .contains("<title>Local cloud</title>", "sandbox=")
                .doesNotContain("<script>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(send(request("/console/style.css")).statusCode()).isEqualTo(200);
        assertThat(send(request("/console/main.js")).headers().firstValue("Content-Type"))
                .contains("text/javascript; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:3001", "127.0.0.1:3001", "[::1]:3001", "LOCALHOST"})
    void hostNamesOfThisMachineAreAccepted(String host) throws Exception {
        assertThat(statusForHost(host)).contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:3001", "192.168.1.5:3001"})
    void otherHostNamesAreRefused(String host) throws Exception {
        assertThat(statusForHost(host)).contains(" 403 ");
    }

    @Test
    void requestsFromOtherSitesAreRefusedExceptFollowedLinks() throws Exception {
        assertThat(send(request("/mail").header("Sec-Fetch-Site", "cross-site")).statusCode())
                .isEqualTo(403);
        assertThat(send(request("/mail").header("Sec-Fetch-Site", "same-site")).statusCode())
                .isEqualTo(403);
        assertThat(send(request("/mail").DELETE().header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/mail").header("Origin", "null")).statusCode()).isEqualTo(403);
        assertThat(mailbox.all()).hasSize(2);

        assertThat(send(request("/").header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Dest", "document"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/mail").header("Origin", "http://localhost:" + console.port()))
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + console.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The JDK's client does not let a test choose the Host header. */
    private String statusForHost(String host) throws IOException {
        try (var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), console.port())) {
            socket.getOutputStream()
                    .write("GET /mail HTTP/1.1\r\nHost: %s\r\n\r\n"
                            .formatted(host)
                            .getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }
}
