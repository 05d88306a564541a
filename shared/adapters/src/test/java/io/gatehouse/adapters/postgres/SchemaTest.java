package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.account.StoredAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    static Stream<Path> migrations() throws IOException {
        try (var files = Files.list(MIGRATIONS)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void migratingTwiceChangesNothing() {
        var database = RealServers.database();
        new Schema(database).migrate();
        Optional<StoredAccount> nobody =
                RealServers.transactions(database).run(tx -> tx.accounts().byEmail("nobody@example.com"));
        assertThat(nobody).isEmpty();
    }

    @Test
    void databaseOfOtherMigrationsIsRefusedInOneSentence() throws SQLException {
        var database = RealServers.database();
        try (var connection = RealServers.connect(database);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '002'");
            try {
                assertThatThrownBy(() -> new Schema(database).migrate())
                        .isInstanceOf(Schema.OtherSchema.class)
                        .hasMessageContaining("scripts/dev --fresh")
                        .hasNoCause()
                        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
            } finally {
                statement.execute("UPDATE flyway_schema_history SET checksum = checksum - 1 WHERE version = '002'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void migrationIsOneStatementThatADistributedEngineTakes(Path migration) throws IOException {
        var sql = withoutComments(Files.readString(migration));
        assertThat(Arrays.stream(sql.split(";")).filter(statement -> !statement.isBlank()))
                .hasSize(1);
        assertThat(sql.toUpperCase(Locale.ROOT))
                .doesNotContainPattern(
                        "\\b(SERIAL|BIGSERIAL|SEQUENCE|IDENTITY|REFERENCES|FOREIGN|TRIGGER|EXTENSION|JSONB?|\\[\\]|TEMP|TRUNCATE)\\b");
    }

    @Tag("ASVS-6.3.2")
    @ParameterizedTest
    @MethodSource("migrations")
    void noMigrationCreatesAnAccount(Path migration) throws IOException {
        assertThat(withoutComments(Files.readString(migration)).toUpperCase(Locale.ROOT))
                .doesNotContain("INSERT");
    }

    private static String withoutComments(String sql) {
        return sql.replaceAll("(?m)--.*$", "");
    }
}
