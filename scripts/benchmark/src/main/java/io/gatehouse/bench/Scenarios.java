package io.gatehouse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.bench.Scenario.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is measured, on one API with one user of its own. */
final class Scenarios {
    private static final int READERS = 64;
    /** A few more than cores: logins and registrations are bound by their hash, and more would only wait. */
    private static final int HASHERS = 4;
    /** Bound by the signature of the access token. */
    private static final int REFRESHERS = 8;
    /** One for each client of every run, and what wrk's script needs beside. */
    private static final int SESSIONS = (Bench.WARM_UPS + 1) * (REFRESHERS + 1);

    private static final String PASSWORD = "a lantern beside seven rivers";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI api;
    private final AtomicLong users = new AtomicLong();

    Scenarios(URI api) {
        this.api = api;
    }

    Scenario health() {
        return Scenario.constant("GET /api/health", 40_000, READERS, LoadRequest.get(uri("/api/health"), Map.of()));
    }

    /** The peer's answer to health is this one, headers and all. */
    PeerServer peer() throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(uri("/api/health")).build(), BodyHandlers.ofByteArray());
        var headers = new HashMap<String, String>();
        answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        List.of("content-length", "connection", "date").forEach(headers::remove);
        return new PeerServer(answer.body(), headers);
    }

    Scenario peerHealth(PeerServer peer) {
        return Scenario.constant(
                "  the same by the JDK's HttpServer", 0, READERS, LoadRequest.get(peer.uri(), Map.of()));
    }

    /** @throws IOException when the user does not come from the cache, as it should */
    Scenario userLookUp() throws IOException, InterruptedException {
        var session = post("/api/login", register());
        var headers = Map.of("authorization", "Bearer " + session.path("token").asText());
        var uri = uri("/api/user/" + session.at("/user/id").asText());
        var first = client.send(
                HttpRequest.newBuilder(uri)
                        .header("authorization", headers.get("authorization"))
                        .build(),
                BodyHandlers.ofString());
        var cache = first.headers().firstValue("x-cache").orElse("absent");
        if (!cache.equals("hit")) {
            throw new IOException("The user does not come from the cache: X-Cache is " + cache + ".");
        }
        return Scenario.constant("GET /api/user/{id}, from the cache", 10_000, READERS, LoadRequest.get(uri, headers));
    }

    /** From a device that is known, as most are: others cost a mail. */
    Scenario logins() throws IOException, InterruptedException {
        var credentials = register();
        var device = post("/api/login", credentials).path("deviceToken").asText();
        var login = credentials.replace("}", ",\"deviceToken\":\"" + device + "\"}");
        return Scenario.constant("POST /api/login", 50, HASHERS, LoadRequest.post(uri("/api/login"), login));
    }

    /** Every client goes on with a session of its own, token by token. */
    Scenario refreshes() throws IOException, InterruptedException {
        var sessions = new ConcurrentLinkedQueue<String>();
        var credentials = register();
        for (var i = 0; i < SESSIONS; i++) {
            sessions.add(post("/api/login", credentials).path("refreshToken").asText());
        }
        var script = new Script("refresh.lua", api, () -> taken(REFRESHERS + 1, sessions));
        return new Scenario("POST /api/token/refresh", 1_200, REFRESHERS, () -> new Refresher(sessions), script);
    }

    private static List<String> taken(int count, Queue<String> queue) {
        return Stream.generate(queue::remove).limit(count).toList();
    }

    private final class Refresher implements Scenario.Client {
        private static final Pattern TOKEN = Pattern.compile("\"refreshToken\":\"([\\w-]+)\"");

        private String token;

        Refresher(Queue<String> sessions) {
            this.token = sessions.remove();
        }

        @Override
        public LoadRequest next() {
            return LoadRequest.post(uri("/api/token/refresh"), "{\"refreshToken\":\"" + token + "\"}");
        }

        @Override
        public void hear(String body) {
            var matcher = TOKEN.matcher(body);
            if (!matcher.find()) {
                throw new IllegalStateException("An answer without a refresh token");
            }
            token = matcher.group(1);
        }
    }

    Scenario registrations() {
        return Scenario.changing(
                "POST /api/register", 0, HASHERS, () -> LoadRequest.post(uri("/api/register"), freshCredentials()));
    }

    /** Registers somebody and returns the credentials. */
    private String register() throws IOException, InterruptedException {
        var credentials = freshCredentials();
        post("/api/register", credentials);
        return credentials;
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("POST " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private String freshCredentials() {
        return "{\"email\":\"user-%s@example.com\",\"password\":\"%s\"}".formatted(users.incrementAndGet(), PASSWORD);
    }

    private URI uri(String path) {
        return URI.create(api + path);
    }
}
