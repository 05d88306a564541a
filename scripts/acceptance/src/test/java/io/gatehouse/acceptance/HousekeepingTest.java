package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the schedule does once an hour. */
@OnCloud
@Tag("ASVS-14.2.7")
class HousekeepingTest {
    /** Two years ago. */
    private static final String OLD = "0193535b-5fdb-7a90-8b1c-3d4e5f607182";

    private final Gatehouse gatehouse;

    HousekeepingTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void expiredRowsAreDeletedAndOthersStay() throws SQLException {
        var person = gatehouse.somebody();
        insertOldSession();
        insertOldMail();
        insertOldAttempt();

        var housekeeping = gatehouse.invoke("HousekeepingFunction", Checkout.event("schedule-housekeeping"));

        assertThat(housekeeping.failed()).as("%s", housekeeping.payload()).isFalse();
        assertThat(housekeeping.payload().path("session").asInt()).isPositive();
        assertThat(housekeeping.payload().path("mail").asInt()).isPositive();
        assertThat(housekeeping.payload().size()).isEqualTo(10);
        assertThat(rowsWithTheOldId("sessions")).isZero();
        assertThat(housekeeping.payload().path("audit_attempt").asInt()).isPositive();
        assertThat(rowsWithTheOldId("mails")).isZero();
        assertThat(rowsWithTheOldId("audit_attempts")).isZero();
        gatehouse.get("/api/me").bearer(person.token()).expect(200);
    }

    private int rowsWithTheOldId(String table) throws SQLException {
        try (var connection = gatehouse.cloud().database();
                var found = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM %s WHERE id = '%s'".formatted(table, OLD))) {
            found.next();
            return found.getInt(1);
        }
    }

    private void insertOldSession() throws SQLException {
        sql("""
                INSERT INTO sessions
                SELECT (json_populate_record(s, '{"id": "%s"}')).* FROM sessions s LIMIT 1
                """.formatted(OLD));
    }

    private void insertOldMail() throws SQLException {
        sql("""
                INSERT INTO mails (id, recipient, template, locale, variables, kind, verified, created_at)
                VALUES ('%s', '%s', 'welcome', 'en', '{}', 'verify', false, '2024-11-22T12:00:00Z')
                """.formatted(OLD, freshAddress()));
    }

    private void insertOldAttempt() throws SQLException {
        sql("""
                INSERT INTO audit_attempts (subject, id, occurred_at, action, actor)
                VALUES (gen_random_uuid(), '%s', '2024-11-22T12:00:00Z', 'sign_in_failed', 'user')
                """.formatted(OLD));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = gatehouse.cloud().database();
                var work = connection.createStatement()) {
            assertThat(work.executeUpdate(statement)).isEqualTo(1);
        }
    }
}
