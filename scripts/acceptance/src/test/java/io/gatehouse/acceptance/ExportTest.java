package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.domain.audit.Pseudonym;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code GET /api/me/export}, beside what stands in the database. */
@OnCloud
@Tag("GDPR-15")
@Tag("GDPR-20")
class ExportTest {
    private static final String WRONG = "another lantern beside seven rivers";
    private static final int LAMBDA_LIMIT = 6 * 1024 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * A table in which there are rows about an account, or two of the same columns.
     *
     * @param owned which rows are about the account with the id {@code %s}
     * @param leftOut columns that the export leaves out: what protects the account, and what only links rows together
     * @param places where the export has the rows
     */
    private record Table(String name, String owned, Set<String> leftOut, String... places) {
        Stream<String> names() {
            return Stream.of(name.split(" "));
        }

        String rows() {
            return names().map("SELECT * FROM "::concat).collect(joining(" UNION ALL ", "(", ")"));
        }
    }

    private static final List<Table> TABLES = List.of(
            new Table(
                    "accounts",
                    "id = '%s'",
                    Set.of("email_key", "password_hash", "epoch", "revision", "pseudonym", "pseudonym_key"),
                    "/account"),
            new Table(
                    "sessions",
                    "account_id = '%s'",
                    Set.of(
                            "account_id",
                            "epoch",
                            "refresh_key",
                            "counter",
                            "refreshed_by",
                            "late_counter",
                            "late_streak",
                            "amr",
                            "expires_at"),
                    "/sessions",
                    "/endedSessions"),
            new Table(
                    "mails",
                    "account_id = '%s' AND link_purpose IS DISTINCT FROM 'confirm_new_email'",
                    Set.of(
                            "id",
                            "account_id",
                            "variables",
                            "link_purpose",
                            "kind",
                            "verified",
                            "leased_until",
                            "provider_id"),
                    "/mails"),
            new Table(
                    "mail_tokens",
                    "owner = '%s' AND purpose <> 'confirm_new_email'",
                    Set.of("id", "owner", "hash", "state", "tries"),
                    "/links"),
            new Table("email_changes", "account_id = '%s'", Set.of("id", "account_id", "email_key"), "/emailChange"),
            new Table(
                    "audit_log audit_attempts",
                    "subject = (SELECT pseudonym FROM accounts WHERE id = '%s')",
                    Set.of("id", "subject", "actor_id", "origin"),
                    "/history"));

    /**
     * Tables about no account, under a keyed hash only, with work of a minute, or with secrets whose story is the
     * history.
     */
    private static final Set<String> OTHER_TABLES = Set.of(
            "credentials",
            "registrations",
            "mail_logs",
            "failed_attempts",
            "idempotency_keys",
            "outbox",
            "audit_seals",
            "flyway_schema_history");

    private final Gatehouse gatehouse;

    ExportTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void everyRowAboutTheAccountIsInItWithAllThatIsNotSecret() throws SQLException {
        var person = somebodyWithALife();

        var export = export(person).json();

        for (var table : TABLES) {
            var items = items(export, table);
            var rows = rows("SELECT row_to_json(t) FROM " + table.rows() + " t WHERE " + table.owned(), person);
            assertThat(rows).as(table.name()).isNotEmpty().hasSameSizeAs(items);
            assertThat(rows)
                    .allSatisfy(row -> assertThat(items)
                            .as(table.name())
                            .anySatisfy(item -> assertThat(item).containsAll(values(row, table.leftOut()))));
        }
        assertThat(export.path("endedSessions").size()).isEqualTo(1);
        assertThat(export.path("truncated").size()).isZero();
    }

    @Test
    void everyTableIsExportedOrKnownToHaveNothingAboutAnybody() throws SQLException {
        assertThat(rows("SELECT to_json(tablename) FROM pg_tables WHERE schemaname = 'public'", gatehouse.somebody()))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(TABLES.stream().flatMap(Table::names), OTHER_TABLES.stream())
                                .toList());
    }

    @Test
    void whatItSaysOfTheHistoryAndOfFailuresIsReadable() {
        var person = somebodyWithALife();

        var export = export(person);

        var actions = export.json().path("history").findValuesAsString("action");
        assertThat(actions)
                .startsWith("registered")
                .contains("password_check_failed")
                .endsWith("exported");
        assertThat(export.at("/history/0/ip")).isEqualTo("127.0.0.1");
        assertThat(export.at("/history/0/userAgent")).startsWith("Java-http-client");
        assertThat(export.json().path("failedAttempts").findValuesAsString("countedOn"))
                .containsExactly("address", "account");
        assertThat(export.at("/sessions/0/current")).isEqualTo("true");
        assertThat(export.at("/sessions/0/amr/0")).isEqualTo("pwd");
        assertThat(export.at("/history/0/actor")).isEqualTo("user");
    }

    @Test
    @Tag("ASVS-14.3.2")
    void nobodyKeepsACopyOnTheWay() {
        assertThat(export(gatehouse.somebody()).header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void theHistoryHasOneExportAnHour() {
        var person = gatehouse.somebody();
        export(person);
        export(person);
        assertThat(export(person).json().path("history").findValuesAsString("action"))
                .containsOnlyOnce("exported");
    }

    @Test
    @Tag("ASVS-15.3.1")
    void nothingSecretIsInIt() throws SQLException {
        var person = somebodyWithALife();
        var secrets = rows("""
                SELECT json_build_array(c.secret, a.pseudonym, a.pseudonym_key, s.refresh_key, t.hash)
                FROM accounts a JOIN credentials c ON c.account_id = a.id
                    JOIN sessions s ON s.account_id = a.id JOIN mail_tokens t ON t.owner = a.id
                WHERE a.id = '%s'
                """, person);

        assertThat(secrets).isNotEmpty();
        assertThat(export(person).text())
                .doesNotContain(person.token())
                .doesNotContain(secrets.stream()
                        .flatMap(JsonNode::valueStream)
                        .map(secret -> secret.asString().replaceFirst("^\\\\x", ""))
                        .toArray(String[]::new));
    }

    @Test
    @Tag("ASVS-7.4.1")
    void itIsForWhoIsSignedInAndForNobodyElse() {
        var person = gatehouse.somebody();
        gatehouse.get("/api/me/export").problem(401, "missing_token");
        export(person);

        gatehouse.post("/api/logout").bearer(person.token()).expect(204);

        gatehouse.get("/api/me/export").bearer(person.token()).problem(401, "invalid_token");
    }

    @Test
    @Tag("ASVS-8.2.2")
    void nothingOfAnotherIsInItWhateverTheCallerMayDo() {
        var other = somebodyWithALife();
        var admin = gatehouse.somebodyWithRole("admin");

        assertThat(export(admin).text()).doesNotContain(other.id()).doesNotContain(other.email());
    }

    @Test
    void asMuchAsThereCanBeFitsAnAnswerOfLambda() throws SQLException {
        var person = gatehouse.somebody();
        fill(person);

        var export = export(person);

        assertThat(export.json().path("truncated").valueStream().map(JsonNode::asString))
                .containsExactly("sessions", "endedSessions", "mails", "history");
        var asPartOfAnAnswer = Checkout.JSON.writeValueAsBytes(Map.of("body", export.text()));
        assertThat(asPartOfAnAnswer).hasSizeBetween(LAMBDA_LIMIT / 2, LAMBDA_LIMIT - 64 * 1024);
    }

    /** Somebody about whom there is a row of each kind. */
    private Person somebodyWithALife() {
        var person = gatehouse.somebodyVerified();
        var bearer = person.token();
        gatehouse.login(person.email(), PASSWORD).expect(200);
        gatehouse
                .post("/api/logout")
                .bearer(bearer)
                .json(Map.of("scope", "others"))
                .expect(204);
        gatehouse
                .call("PATCH", "/api/me")
                .bearer(bearer)
                .json(Map.of("displayName", "Ada \"the first\" שלום"))
                .expect(200);
        gatehouse
                .post("/api/email/change")
                .bearer(bearer)
                .json(Map.of("newEmail", freshAddress(), "password", PASSWORD))
                .expect(202);
        gatehouse
                .call("DELETE", "/api/me")
                .bearer(bearer)
                .json(Map.of("password", WRONG))
                .problem(403, "wrong_password");
        gatehouse.login(person.email(), WRONG).problem(401, "invalid_credentials");
        await().until(() -> rows("SELECT to_json(id) FROM mails WHERE account_id = '%s' AND sent_at IS NULL", person)
                .isEmpty());
        return person;
    }

    /** Gives somebody more of everything than an export has, with texts as long as they can be. */
    private void fill(Person person) throws SQLException {
        try (var connection = gatehouse.cloud().database();
                var work = connection.createStatement()) {
            var account = work.executeQuery(
                    "SELECT pseudonym, pseudonym_key FROM accounts WHERE id = '%s'".formatted(person.id()));
            account.next();
            var pseudonym = new Pseudonym(account.getObject(1, UUID.class), account.getBytes(2));
            var origin = pseudonym.seal("2001:db8:1234:5678:9abc:def0:1234:5678\n" + "\"".repeat(512), RANDOM);
            work.executeUpdate("""
                    CREATE TEMPORARY TABLE more AS
                    SELECT (left(id::text, 24) || lpad(to_hex(i), 12, '0'))::uuid AS id, s.id AS session
                    FROM sessions s, generate_series(1, 1600) i WHERE account_id = '%s'
                    """.formatted(person.id()));
            work.executeUpdate("""
                    INSERT INTO audit_log (subject, id, occurred_at, action, actor, detail, origin)
                    SELECT '%s', id, now(), 'email_change_requested', 'administrator', 'invalid_credentials', '\\x%s' FROM more
                    """.formatted(pseudonym.id(), HexFormat.of().formatHex(origin)));
            work.executeUpdate("""
                    INSERT INTO sessions (account_id, id, epoch, refresh_key, counter, refreshed_at, refreshed_by, late_counter,
                                          late_streak, amr, auth_time, ip, user_agent, created_at, idle_expires_at, expires_at)
                    SELECT s.account_id, more.id, 0, s.refresh_key, s.counter, s.refreshed_at, s.refreshed_by, s.late_counter,
                           s.late_streak, s.amr, s.auth_time, s.ip, repeat('"', 512), s.created_at, s.idle_expires_at, s.expires_at
                    FROM more JOIN sessions s ON s.id = more.session LIMIT 400
                    """);
            work.executeUpdate("""
                    INSERT INTO mails (id, account_id, recipient, template, locale, variables, kind, verified, created_at)
                    SELECT id, '%s', repeat('a', 254), 'notice', 'en',
                           json_build_object('title', repeat('"', 120), 'message', repeat('"', 2000))::text,
                           'send', false, now()
                    FROM more LIMIT 150
                    """.formatted(person.id()));
        }
    }

    private Answer export(Person person) {
        return gatehouse.get("/api/me/export").bearer(person.token()).expect(200);
    }

    /** The values in each item of the export that stands for a row. */
    private static List<Set<String>> items(JsonNode export, Table table) {
        return Stream.of(table.places())
                .map(export::at)
                .flatMap(place -> place.isArray() ? place.valueStream() : Stream.of(place))
                .map(item -> values(item, Set.of()))
                .toList();
    }

    /** The values in a row or an item that are there, as text. */
    private static Set<String> values(JsonNode row, Set<String> leftOut) {
        var values = new HashSet<String>();
        row.forEachEntry((name, value) -> {
            if (!leftOut.contains(name) && value.isValueNode() && !value.isNull()) {
                values.add(isTime(value) ? time(value) : value.asString());
            }
        });
        values.remove("");
        return values;
    }

    private static boolean isTime(JsonNode value) {
        return value.asString().matches("\\d{4}-\\d\\d-\\d\\dT\\S+");
    }

    private static String time(JsonNode value) {
        return TIME.format(OffsetDateTime.parse(value.asString()));
    }

    private List<JsonNode> rows(String query, Person person) throws SQLException {
        try (var connection = gatehouse.cloud().database();
                var found = connection.createStatement().executeQuery(query.formatted(person.id()))) {
            var rows = new ArrayList<JsonNode>();
            while (found.next()) {
                rows.add(Checkout.JSON.readTree(found.getString(1)));
            }
            return rows;
        }
    }
}
