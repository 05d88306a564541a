package io.gatehouse.localcloud.cloud.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one page, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Map<String, Integer> KEYS =
            Map.of("Tab", 9, "Enter", 13, "ArrowUp", 38, "ArrowDown", 40, " ", 32);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    /**
     * Starts it with an empty page. Where there is no Chromium the test that asks for it is skipped.
     *
     * @param profile an empty folder for its files
     */
    static Chromium start(Path profile) throws IOException, InterruptedException {
        var program = program();
        assumeTrue(program.isPresent(), "there is no chromium or google-chrome");
        return new Chromium(program.orElseThrow(), profile);
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Chromium(Path program, Path profile) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox", // which does not work for root, as whom containers run tests
                        "--disable-gpu",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=1280,900",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        var portFile = profile.resolve("DevToolsActivePort");
        await().atMost(PATIENCE)
                .until(() ->
                        Files.exists(portFile) && !Files.readString(portFile).isEmpty());
        var port = Files.readAllLines(portFile).getFirst();
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(pageSocket(port)), new Messages())
                .join();
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        call("Page.enable", Map.of());
    }

    private String pageSocket(String port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/json/list".formatted(port)));
        var targets = JSON.readTree(
                http.send(request.build(), BodyHandlers.ofString()).body());
        return targets.valueStream()
                .filter(target -> target.path("type").asText().equals("page"))
                .findFirst()
                .orElseThrow()
                .path("webSocketDebuggerUrl")
                .asText();
    }

    /** Puts the messages' parts together. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            message.append(part);
            if (isLast) {
                receive(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void receive(String message) {
        try {
            var json = JSON.readTree(message);
            var method = json.path("method").asText();
            if (json.has("id")) {
                answers.get(json.path("id").asInt()).complete(json);
            } else if (method.equals("Log.entryAdded") || method.equals("Runtime.exceptionThrown")) {
                complaints.add(json.path("params").toString());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        var id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        var json = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (json.has("error")) {
            throw new IOException(method + ": " + json.path("error"));
        }
        return json.path("result");
    }

    void open(String url) throws IOException {
        call("Page.navigate", Map.of("url", url));
    }

    /** @param scheme {@code light} or {@code dark} */
    void prefer(String scheme) throws IOException {
        var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** The value of a JavaScript expression, a promise's once it is there. */
    JsonNode evaluate(String expression) throws IOException {
        var result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until the expression is true. */
    void until(String expression) {
        await(expression)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> evaluate("Boolean(%s)".formatted(expression)).asBoolean());
    }

    /** Waits until the page says it, somewhere where it can be seen. */
    void untilItSays(String text) throws IOException {
        until("document.body.innerText.includes(%s)".formatted(JSON.writeValueAsString(text)));
    }

    void press(String key) throws IOException {
        var text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        for (var type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "code",
                            key,
                            "windowsVirtualKeyCode",
                            KEYS.get(key),
                            "text",
                            text));
        }
    }

    /** Presses the tabulator until the focus is on what the CSS selector names, as a person without a mouse does. */
    void tabTo(String selector) throws IOException {
        var isThere = "document.activeElement.matches(%s)".formatted(JSON.writeValueAsString(selector));
        for (var presses = 0; presses < 100; presses++) {
            if (evaluate(isThere).asBoolean()) {
                return;
            }
            press("Tab");
        }
        throw new AssertionError("The tabulator does not lead to " + selector);
    }

    /** What the page's scripts threw, and what the browser refused them, for instance by the page's policy. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (var one : all) {
            one.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }
}
