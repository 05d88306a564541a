package io.gatehouse.adapters.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            var written = new LinkedHashMap<String, Integer>();
            tables.properties().forEach(table -> {
                var columns = columns(sql, table.getKey());
                table.getValue().forEach(row -> write(sql, table.getKey(), row, columns));
                written.put(table.getKey(), table.getValue().size());
            });
            connection.commit();
            return written;
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not take the rows: " + firstLine(e), e);
        }
    }

    private static JsonNode tables(byte[] file) {
        try {
            var tables = JSON.readTree(new String(file, StandardCharsets.UTF_8));
            require(
                    tables.isObject() && tables.valueStream().allMatch(PostgresRows::isListOfObjects),
                    "A file of rows is an object with a list of rows, each an object of columns, for each table.");
            return tables;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A file of rows is JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static boolean isListOfObjects(JsonNode rows) {
        return rows.isArray() && rows.valueStream().allMatch(JsonNode::isObject);
    }

    /** The columns of a table that has an id, in their order. */
    private static List<String> columns(Sql sql, String table) {
        var columns = sql.list("""
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position
                """, row -> row.getString(1), table);
        if (!columns.contains("id")) {
            var tables = sql.list("""
                    SELECT table_name FROM information_schema.columns
                    WHERE table_schema = current_schema() AND column_name = 'id' ORDER BY table_name
                    """, row -> row.getString(1));
            throw new IllegalArgumentException(
                    "There is no table %s; there are %s.".formatted(table, String.join(", ", tables)));
        }
        return columns;
    }

    /** No statement names what the schema does not: its columns have been looked up. */
    private static void write(Sql sql, String table, JsonNode row, List<String> columns) {
        for (var column : row.properties()) {
            require(
                    columns.contains(column.getKey()),
                    "The table %s has no column %s; it has %s."
                            .formatted(table, column.getKey(), String.join(", ", columns)));
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
