package io.gatehouse.adapters.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.mail.Mails.Claim;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresRowsTest {
    private static final UUID ID = UUID.fromString("019ab2c4-5e01-7a2b-8c3d-4e5f60718293");
    private static final String NOTICE = """
            {
              "mails": [
                {
                  "id": "019ab2c4-5e01-7a2b-8c3d-4e5f60718293",
                  "recipient": "ada@example.com",
                  "template": "notice",
                  "kind": "send",
                  "verified": false,
                  "locale": "he",
                  "variables": {"title": "Maintenance", "message": "Sunday, \\"ten\\""},
                  "created_at": "2026-11-23T21:05:27Z"
                }
              ]
            }
            """;

    private final URI database = RealServers.database();
    private final PostgresRows rows = new PostgresRows(database);

    @Test
    void rowIsReadAsIfTheProductHadWrittenIt() {
        assertThat(write(NOTICE)).isEqualTo(Map.of("mails", 1));

        assertThat(claim()).isInstanceOfSatisfying(Claim.Granted.class, claim -> {
            assertThat(claim.mail().to()).isEqualTo("ada@example.com");
            assertThat(claim.mail().variables())
                    .isEqualTo(Map.of("title", "Maintenance", "message", "Sunday, \"ten\""));
            assertThat(claim.mail().createdAt()).isEqualTo("2026-11-23T21:05:27Z");
        });
    }

    @Test
    void existingRowIsReplaced() {
        write(NOTICE);
        RealServers.transactions(database).run(stores -> {
            stores.mails().markSent(ID, "a", Instant.now());
            return ID;
        });
        assertThat(claim()).isInstanceOf(Claim.Sent.class);

        write(NOTICE);

        assertThat(claim()).isInstanceOf(Claim.Granted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | A file of rows is an object",
                "{\"mails\": {}} | A file of rows is an object with a list of rows",
                "{\"mails\": [1]} | A file of rows is an object with a list of rows",
                "{\"mails\": [], \"mails\": []} | A file of rows is JSON: Duplicate",
                "{} {} | A file of rows is JSON: Trailing",
                "{\"mail\": []} | There is no table mail; there are accounts, ",
                "{\"mail\": [{}]} | There is no table mail; there are accounts, ",
                "{\"mails; DROP TABLE mails\": [{}]} | There is no table mails; DROP TABLE mails; there are accounts, ",
                "{\"pg_roles\": [{}]} | There is no table pg_roles",
                "{\"mails\": [{\"to\": 1}]} | The table mails has no column to; it has id, account_id, recipient",
                "{\"mails\": [{\"locale\": \"en\"}]} | A row of mails has no id.",
                "{\"mails\": [{\"id\": \"1\"}]} | The table mails does not take row 1: ERROR: invalid input syntax for type uuid",
                "{\"mails\": [{\"id\": \"019ab2c4-5e01-7a2b-8c3d-4e5f60718293\"}]} | The table mails does not take row 019ab2c4-5e01-7a2b-8c3d-4e5f60718293: ERROR: null value in column"
            })
    void errorIsOneLine(String file, String told) {
        assertThatThrownBy(() -> write(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(told)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void allRowsAreWrittenOrNone() {
        var another = NOTICE.replace("ada@example.com", "eve@example.com").replace("\"locale\": \"he\",", "");
        var both = "{\"mails\": [" + row(NOTICE) + ", " + row(another) + "]}";

        assertThatThrownBy(() -> write(both)).hasMessageContaining("null value in column \"locale\"");

        assertThat(claim()).isInstanceOf(Claim.Unknown.class);
    }

    private static String row(String file) {
        return file.substring(file.indexOf('[') + 1, file.lastIndexOf(']'));
    }

    private Map<String, Integer> write(String file) {
        return rows.write(file.getBytes(UTF_8));
    }

    private Claim claim() {
        var now = Instant.now();
        return RealServers.transactions(database).run(tx -> tx.mails().claim(ID, now, now.plusSeconds(60)));
    }
}
