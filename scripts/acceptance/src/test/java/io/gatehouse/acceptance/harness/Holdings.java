package io.gatehouse.acceptance.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postgresql.PGConnection;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;

/** All that a local cloud keeps and prints: its tables, as {@code COPY} writes them, its cache, its queues, its log. */
public final class Holdings {
    private final Map<String, String> contents = new TreeMap<>();

    /** As they are now. */
    public Holdings(LocalCloud cloud) {
        addTables(cloud);
        addCache(cloud.description().path("redis"));
        addQueues(cloud.data().resolve("sqs"));
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

    private void addTables(LocalCloud cloud) {
        try (var connection = cloud.database();
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

    /** Each message is a file; to look into it takes nothing from whoever it is for. */
    private void addQueues(Path folder) {
        try (var queues = Files.newDirectoryStream(folder)) {
            for (var queue : queues) {
                try (var messages = Files.newDirectoryStream(queue)) {
                    var texts =
                            StreamSupport.stream(messages.spliterator(), false).map(Holdings::message);
                    add("queue " + queue.getFileName(), texts.collect(Collectors.joining("\n")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its body and attributes, or nothing if it has left the queue meanwhile. */
    private static String message(Path file) {
        try {
            var message = Checkout.JSON.readTree(Files.readString(file));
            return Stream.of("content", "attributes")
                    .map(part -> new String(message.path(part).binaryValue(), UTF_8))
                    .collect(Collectors.joining("\n"));
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String place, String content) {
        contents.put(place, content.toLowerCase(Locale.ROOT));
    }
}
