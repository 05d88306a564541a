package io.gatehouse.localcloud.cloud.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesPartTest {
    private static final String API = "http://localhost:3000";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path pages;
    private Console console;

    @BeforeEach
    void start() throws IOException {
        pages = Files.createDirectories(folder.resolve("pages"));
        Files.writeString(pages.resolve("verify-email.html"), "<h1>שלום</h1>");
        Files.writeString(pages.resolve("page.css"), "h1 { color: red; }");
        Files.writeString(pages.resolve("page.js"), "export const a = 1;");
        Files.writeString(pages.resolve("notes.txt"), "secret");
        Files.writeString(pages.resolve("README"), "secret");
        Files.writeString(folder.resolve("outside.html"), "secret");
        console = Console.start(0, API, new PagesPart(pages, API));
    }

    @AfterEach
    void stop() {
        http.close();
        console.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/verify-email, text/html; charset=utf-8, <h1>שלום</h1>",
        "/verify-email?token=abc, text/html; charset=utf-8, <h1>שלום</h1>",
        "/page.css, text/css; charset=utf-8, h1 { color: red; }",
        "/page.js, text/javascript; charset=utf-8, export const a = 1;"
    })
    void pagesAreServedByTheirNamesAndWhatTheyNeedBesideThem(String path, String type, String body) throws Exception {
        var response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void aPageMayConnectToTheApiOnlyAndIsNotStored() throws Exception {
        var headers = get("/verify-email?token=abc").headers();

        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                        .contains("connect-src 'self' " + API, "form-action 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void cloudJsonNamesTheApi() throws Exception {
        var cloud = get("/cloud.json");

        assertThat(cloud.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(cloud.body()).isEqualTo("{\"api\":\"" + API + "\"}");
    }

    @Test
    void aChangedPageIsServedAtOnce() throws Exception {
        Files.writeString(pages.resolve("verify-email.html"), "<h1>Hello</h1>");

        assertThat(get("/verify-email").body()).isEqualTo("<h1>Hello</h1>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/outside",
                "/../outside",
                "/../outside.html",
                "/%2e%2e/outside",
                "/..%2foutside",
                "/..%2Foutside.html",
                "/..%5coutside",
                "/verify-email/../../outside",
                "/verify-email/..%2f..%2foutside.html",
                "//outside",
                "/verify-email%00.html",
                "/notes.txt",
                "/notes",
                "/README",
                "/%2e%2e"
            })
    void nothingElseIsServedWhateverThePath(String path) throws Exception {
        assertThat(statusOf(path)).containsPattern(" 40[04] ");
    }

    @Test
    void otherSitesMayLinkToAPageButNotReadIt() throws Exception {
        var crossSite = request("/verify-email?token=abc").header("Sec-Fetch-Site", "cross-site");

        assertThat(send(crossSite.copy().header("Sec-Fetch-Dest", "document")).statusCode())
                .isEqualTo(200);
        assertThat(send(crossSite.copy().header("Sec-Fetch-Dest", "empty")).statusCode())
                .isEqualTo(403);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + console.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The JDK's client does not send every path as it is. */
    private String statusOf(String path) throws IOException {
        try (var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), console.port())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .formatted(path)
                            .getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }
}
