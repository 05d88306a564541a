package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.acceptance.harness.Shell.Result;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code scripts/audit verify} on a running cloud, behind whose back somebody writes to the database. */
@OnCloud(own = true)
@Tag("faults")
@Tag("ASVS-16.4.2")
class AuditSealTest {
    /** Two calls' worth of seals. */
    private static final int ENTRIES = 100_001;

    private final Gatehouse gatehouse;

    AuditSealTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void whatSomebodyDoesToTheLogOnceItIsSealedIsFound() throws SQLException {
        sql("DELETE FROM audit_log"); // of those who had the cloud before
        sql("""
                INSERT INTO audit_log (subject, id, occurred_at, action, actor)
                SELECT gen_random_uuid(), ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, now(), 'signed_in', 'user'
                FROM generate_series(1, %s) i
                """.formatted(ENTRIES));
        assertThat(succeeds("seal").out()).isEqualTo("100001 entries up to seal 201 are sealed.\n");
        gatehouse.somebody();
        var whole = succeeds("verify");
        assertThat(whole.err()).isEqualTo("100000 entries up to seal 200 fit ...\n");
        assertThat(whole.out())
                .startsWith("The log is whole: 100001 entries up to seal 201 fit.\n")
                .containsPattern("Entries since 20\\S+Z have no seal yet");

        sql("UPDATE audit_log SET action = 'signed_out' WHERE id = '01900000-0000-7000-8000-000000000200'");
        assertThat(fails("verify").out())
                .startsWith(
                        "Seal 2 does not fit: one of its 500 entries, after 01900000-0000-7000-8000-0000000001f4 up to");
        sql("UPDATE audit_log SET action = 'signed_in' WHERE id = '01900000-0000-7000-8000-000000000200'");

        sql("CREATE TABLE stolen AS SELECT * FROM audit_seals WHERE number = 201");
        sql("DELETE FROM audit_seals WHERE number = 201");
        assertThat(fails("verify").out()).startsWith("The log is cut off: from seal 201 on all is missing, 1 entries");
        assertThat(fails("seal").err()).contains("lost its seal 201").hasLineCount(1);

        sql("INSERT INTO audit_seals SELECT * FROM stolen");
        assertThat(succeeds("verify").out()).startsWith("The log is whole");
    }

    private Result succeeds(String action) {
        var result = gatehouse.cloud().run("scripts/audit", action);
        assertThat(result.exitCode()).as(result::toString).isZero();
        return result;
    }

    private Result fails(String action) {
        var result = gatehouse.cloud().run("scripts/audit", action);
        assertThat(result.exitCode()).as(result::toString).isEqualTo(1);
        return result;
    }

    private void sql(String statement) throws SQLException {
        try (var connection = gatehouse.cloud().database();
                var work = connection.createStatement()) {
            assertThat(work.executeUpdate(statement)).isPositive();
        }
    }
}
