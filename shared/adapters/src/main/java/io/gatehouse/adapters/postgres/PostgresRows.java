package io.gatehouse.adapters.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes rows as a file has them: {@code {"mails": [{"id": "…", "recipient": "…"}]}}. Asks no rule of the domain: it is
 * for a developer's own database.
 */
public final class PostgresRows {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final URI databaseUrl;

    /** @param databaseUrl as for {@link Database#at} */
    public PostgresRows(URI databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    /**
     * Writes all rows of a file or none; a row whose id is there already is replaced.
     *
     * @param file the columns by the names of their tables, as JSON
     * @return how many rows of which tables that were
     * @throws IllegalArgumentException in one line when the file is malformed, names a table or column that is unknown,
     *     or has a row that the table does not take
     */
    public Map<String, Integer> write(byte[] file) {
        var tables = tables(file);
        try (var connection = Database.source(databaseUrl).getConnection()) {
            connection.setAutoCommit(false);
            var sql = new Sql(connection);
            var columns = columns(sql);
            var written = new LinkedHashMap<String, Integer>();
            tables.forEach((table, rows) -> {
                var known = known(table, columns);
                rows.forEach(row -> write(sql, table, row, known));
                written.put(table, rows.size());
            });
            connection.commit();
            return written;
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not take the rows: " + firstLine(e), e);
        }
    }

    private static Map<String, List<JsonNode>> tables(byte[] file) {
        var tables = new LinkedHashMap<String, List<JsonNode>>();
        try {
            var json = JSON.readTree(file);
            require(json.isObject(), "A file of rows is an object with a list of rows for each table.");
            for (var table : json.properties()) {
                require(
                        table.getValue().isArray()
                                && table.getValue().valueStream().allMatch(JsonNode::isObject),
                        table.getKey() + " needs a list of rows, each an object of columns.");
                tables.put(table.getKey(), table.getValue().valueStream().toList());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A file of rows is JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tables;
    }

    /** The columns of each table that has an id, in their order. */
    private static Map<String, List<String>> columns(Sql sql) {
        var columns = new TreeMap<String, List<String>>();
        sql.list(
                """
                SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
                """,
                row -> columns.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(row.getString(2)));
        columns.values().removeIf(names -> !names.contains("id"));
        return columns;
    }

    private static List<String> known(String table, Map<String, List<String>> columns) {
        return Optional.ofNullable(columns.get(table))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no table %s; there are %s.".formatted(table, String.join(", ", columns.keySet()))));
    }

    /** No statement names what the schema does not: its columns have been looked up. */
    private static void write(Sql sql, String table, JsonNode row, List<String> known) {
        for (var column : row.properties()) {
            require(
                    known.contains(column.getKey()),
                    "The table %s has no column %s; it has %s."
                            .formatted(table, column.getKey(), String.join(", ", known)));
        }
        require(row.hasNonNull("id"), "A row of %s has no id.".formatted(table));
        var names = row.propertyStream().map(Map.Entry::getKey).collect(Collectors.joining(", "));
        var given = "json_populate_record(NULL::" + table + ", CAST(? AS json))";
        try {
            sql.update("DELETE FROM %1$s WHERE id = (SELECT id FROM %2$s)".formatted(table, given), row.toString());
            sql.update("INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s".formatted(table, names, given), row.toString());
        } catch (Sql.Failure e) {
            throw new IllegalArgumentException(
                    "The table %s does not take row %s: %s"
                            .formatted(table, row.path("id").asText(), firstLine(e.sqlException())),
                    e);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
