package io.gatehouse.acceptance.harness;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;

/** All that a local cloud keeps and prints: its tables, as {@code COPY} writes them, its cache, its queues, its log. */
public final class Holdings {
    /** A look at a queue that takes nothing out. */
    private static final String RECEIVE =
            "Action=ReceiveMessage&Version=2012-11-05&MaxNumberOfMessages=10&VisibilityTimeout=0&MessageAttributeName=All";

    private final Map<String, String> contents = new TreeMap<>();

    /** As they are now. */
    public Holdings(LocalCloud cloud) {
        addTables(cloud.description().path("postgres"));
        addCache(cloud.description().path("redis"));
        cloud.description().path("queues").forEachEntry((id, url) -> addQueue(id, URI.create(url.asString())));
        add("log", cloud.log());
    }

    /** Where one of the texts stands, in whatever case, and which. */
    public Map<String, String> placesOf(Collection<String> texts) {
        var places = new TreeMap<String, String>();
        contents.forEach((place, content) -> texts.stream()
                .filter(text -> content.contains(text.toLowerCase(Locale.ROOT)))
                .forEach(text -> places.put(place, text)));
        return places;
    }

    private void addTables(JsonNode postgres) {
        var url = "jdbc:postgresql://%s:%d/%s"
                .formatted(
                        postgres.path("host").asString(),
                        postgres.path("port").asInt(),
                        postgres.path("database").asString());
        try (var connection =
                        DriverManager.getConnection(url, postgres.path("user").asString(), "");
                var tables = connection
                        .createStatement()
                        .executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            while (tables.next()) {
                var copy = new StringWriter();
                var name = tables.getString(1);
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + name + " TO STDOUT", copy);
                add("table " + name, copy.toString());
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addCache(JsonNode redis) {
        try (var jedis =
                new Jedis(redis.path("host").asString(), redis.path("port").asInt())) {
            add(
                    "cache",
                    jedis.keys("*").stream()
                            .map(key -> key + " " + jedis.get(key))
                            .collect(Collectors.joining("\n")));
        }
    }

    private void addQueue(String id, URI url) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(RECEIVE))
                    .build();
            add("queue " + id, client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void add(String place, String content) {
        contents.put(place, content.toLowerCase(Locale.ROOT));
    }
}
