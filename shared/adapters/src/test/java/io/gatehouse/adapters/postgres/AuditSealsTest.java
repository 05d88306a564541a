package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.audit.Fault;
import io.gatehouse.domain.audit.Fault.Kind;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.auditlog.SealAuditLog;
import io.gatehouse.domain.auditlog.VerifyAuditLog;
import io.gatehouse.domain.auditlog.VerifyAuditLog.End;
import io.gatehouse.domain.auditlog.VerifyAuditLog.Progress;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.work.TransactionalStores;
import io.gatehouse.domain.work.Transactions;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chain of seals over the audit log, and everything that somebody may do to either who can write to the database.
 */
@Tag("ASVS-16.4.2")
class AuditSealsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1).plusMillis(1);

    private final URI database = RealServers.database();
    private final SettableClock clock = new SettableClock();
    private final Sources sources = Sources.of(clock, Samples.RANDOM);
    private final Transactions transactions = transactions(RealServers.transactions(database));
    private final SealVault vault = new InMemoryPorts().sealVault();
    private final List<AuditEntry> log = new ArrayList<>();

    @Test
    void entriesAreSealedInBatchesOnceTheyAreAMinuteOld() {
        add(2 * Seal.MAX_ENTRIES + 1);
        clock.advance(MINUTE.minusSeconds(2));
        assertThat(seal().number()).isZero();
        assertThat(verify().end()).isEqualTo(new End(0, log.getFirst().at()));

        clock.advance(MINUTE);
        assertThat(seal())
                .satisfies(newest -> assertThat(newest.number()).isEqualTo(3))
                .satisfies(newest -> assertThat(newest.entries()).isEqualTo(log.size()));
        assertWhole(3);
    }

    @Test
    void aRunWithNothingToSealMakesNoSeal() {
        addAndSeal();
        assertThat(seal().number()).isEqualTo(1);
        assertWhole(1);
    }

    @Test
    void aRunThatReachesItsLimitIsContinuedByTheNext() {
        add(2 * Seal.MAX_ENTRIES);
        clock.advance(MINUTE);
        assertThat(sealing(vault).seal(1).number()).isEqualTo(1);
        assertThat(sealing(vault).seal(1).number()).isEqualTo(2);
        assertWhole(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read"})
    @Tag("ASVS-15.4.2")
    void manyRunsAtOnceMakeOneChain(String isolation) throws Exception {
        var store = transactions(RealServers.transactions(RealServers.databaseAt(isolation)));
        Callable<Seal> run = () -> new SealAuditLog(store, vault).seal(1_000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 1; round <= 10; round++) {
                store.execute(tx -> entries(Seal.MAX_ENTRIES / 2 * 3).forEach(tx.auditLog()::add));
                clock.advance(MINUTE);
                for (var result : threads.invokeAll(Collections.nCopies(6, run))) {
                    assertThat(result.get().number()).isBetween(2L * round - 1, 2L * round);
                }
                var verified = new VerifyAuditLog(store, vault).verifyAfter(0, 1_000);
                assertThat(verified.fault()).isNull();
                assertThat(verified.reached().number()).isEqualTo(2 * round);
                assertThat(verified.end()).isEqualTo(new End(0, null));
            }
        }
    }

    /** Nine entries under three seals, and what becomes of them; the second seal covers the entries 3, 4 and 5. */
    @Nested
    class Tampering {
        Tampering() {
            addAndSeal();
            addAndSeal();
            addAndSeal();
            assertWhole(3);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "subject = '018f0000-0000-7000-8000-000000000000'",
                    "id = overlay(id::text placing '000' from 34)::uuid",
                    "occurred_at = occurred_at + interval '1 microsecond'",
                    "action = 'signed_in'",
                    "action = 'sign_in_faile', detail = 'd' || detail",
                    "actor = 'operator'",
                    "actor_id = '018f0000-0000-7000-8000-000000000000'",
                    "actor_id = NULL",
                    "detail = 'other'",
                    "detail = ''",
                    "detail = NULL",
                    "origin = '\\x00'",
                    "origin = ''",
                    "origin = NULL"
                })
        void anEntryThatIsChangedIsFound(String change) {
            sql("UPDATE audit_log SET " + change + " WHERE id = '" + log.get(4).id() + "'");
            assertFault(Kind.CHANGED, 2, 3);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '"',
                value = {
                    "sealed_at = sealed_at + interval '1 microsecond'| CHANGED",
                    "mac = sha256(mac)| CHANGED",
                    "version = 0| CHANGED",
                    "version = 2| CHANGED",
                    "mac = ''| CHANGED",
                    "entries = entries + 1| MISSING",
                    "entries = 0| ADDED"
                },
                delimiter = '|')
        void aSealThatIsChangedIsFound(String change, Kind kind) {
            sql("UPDATE audit_seals SET " + change + " WHERE number = 2");
            assertThat(fault().kind()).isEqualTo(kind);
            assertThat(fault().seal()).isEqualTo(2);
        }

        @Test
        void aSealThatIsMadeToEndEarlierIsFound() {
            sql("UPDATE audit_seals SET last_id = '%s' WHERE number = 2"
                    .formatted(log.get(4).id()));
            assertThat(fault().kind()).isEqualTo(Kind.MISSING);
            assertThat(fault().seal()).isEqualTo(2);
        }

        @ParameterizedTest
        @CsvSource({"0, 1", "2, 1", "3, 2", "4, 2", "5, 2", "6, 3", "8, 3"})
        void anEntryThatIsRemovedIsFound(int entry, int seal) {
            remove(entry);
            assertFault(Kind.MISSING, seal, 3);
        }

        @Test
        void anEntryThatIsAddedBetweenOthersIsFound() {
            insert("overlay('%s' placing '000' from 34)".formatted(log.get(4).id()));
            assertFault(Kind.ADDED, 2, 3);
        }

        @ParameterizedTest
        @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "018f0000-0000-7000-8000-000000000000"})
        void anEntryThatIsAddedBeforeAllOthersIsFound(String id) {
            insert("'" + id + "'");
            assertFault(Kind.ADDED, 1, 3);
        }

        @Test
        void anEntryThatIsReplacedIsFound() {
            insert("overlay('%s' placing '000' from 34)".formatted(log.get(4).id()));
            remove(4);
            assertFault(Kind.CHANGED, 2, 3);
        }

        @Test
        void twoEntriesThatChangePlacesAreFound() {
            var one = log.get(3).id();
            var other = log.get(4).id();
            sql("UPDATE audit_log SET id = '%s' WHERE id = '%s'".formatted(UUID.randomUUID(), one));
            sql("UPDATE audit_log SET id = '%s' WHERE id = '%s'".formatted(one, other));
            sql("UPDATE audit_log SET id = '%s' WHERE id NOT IN (%s)"
                    .formatted(
                            other,
                            String.join(
                                    ", ",
                                    log.stream().map(e -> "'" + e.id() + "'").toList())));
            assertFault(Kind.CHANGED, 2, 3);
        }

        @Test
        void aSealThatIsRemovedFromTheMiddleIsFoundWithItsEntriesAndWithoutThem() {
            sql("DELETE FROM audit_seals WHERE number = 2");
            assertFault(Kind.SEAL_MISSING, 2, 6);
            remove(3);
            remove(4);
            remove(5);
            assertFault(Kind.SEAL_MISSING, 2, 6);
        }

        @Test
        void theEndOfTheLogIsMissedEvenWhenItsSealIsRemovedWithIt() {
            sql("DELETE FROM audit_seals WHERE number = 3");
            assertFault(Kind.CUT_OFF, 3, 3);
            remove(6);
            remove(7);
            remove(8);
            assertFault(Kind.CUT_OFF, 3, 3);
        }

        @Test
        void aLogThatIsEmptiedIsMissed() {
            sql("DELETE FROM audit_seals");
            sql("DELETE FROM audit_log");
            assertFault(Kind.CUT_OFF, 1, 9);
        }

        @Test
        void nothingIsSealedOverACutSoThatItStaysVisible() {
            sql("DELETE FROM audit_seals WHERE number = 3");
            add(3);
            clock.advance(MINUTE);
            assertThatThrownBy(AuditSealsTest.this::seal)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lost its seal 3");
            assertFault(Kind.CUT_OFF, 3, 3);
        }

        @Test
        void theFirstOfSeveralFaultsIsNamedInWords() {
            remove(5);
            remove(7);
            assertThat(fault().explanation())
                    .isEqualTo("Seal 2 does not fit: there are fewer entries than its 3, after %s up to %s."
                            .formatted(log.get(2).id(), log.get(5).id()));
        }

        private void remove(int entry) {
            sql("DELETE FROM audit_log WHERE id = '" + log.get(entry).id() + "'");
        }

        private void insert(String id) {
            sql("INSERT INTO audit_log (subject, id, occurred_at, action, actor) VALUES (gen_random_uuid(), " + id
                    + "::uuid, now(), 'signed_in', 'user')");
        }
    }

    /** A run that dies after its commit and before the vault hears of it. */
    @Nested
    class AfterACrash {
        AfterACrash() {
            addAndSeal();
            add(3);
            clock.advance(MINUTE);
            crash();
            add(3);
            clock.advance(MINUTE);
            crash();
        }

        @Test
        void theNextRunTakesUpWhatWasSealed() {
            assertThat(verify().end()).isEqualTo(new End(2, null));
            addAndSeal();
            assertThat(vault.open().head().number()).isEqualTo(4);
            assertWhole(4);
        }

        @Test
        void theNextRunTakesUpWhatWasSealedThoughItHasNothingToAdd() {
            assertThat(seal().number()).isEqualTo(3);
            assertWhole(3);
        }

        @Test
        void theNextRunDoesNotTakeUpWhatWasTamperedWith() {
            sql("UPDATE audit_log SET detail = 'other' WHERE id = '"
                    + log.get(4).id() + "'");
            assertThatThrownBy(AuditSealsTest.this::seal).hasMessageContaining("Seal 2 does not fit");
            assertThat(vault.open().head().number()).isEqualTo(1);
            assertFault(Kind.CHANGED, 2, 3);
        }

        @Test
        void theNextRunFillsNoGap() {
            sql("DELETE FROM audit_seals WHERE number = 2");
            assertThatThrownBy(AuditSealsTest.this::seal).hasMessageContaining("Seal 2 is missing");
            assertFault(Kind.SEAL_MISSING, 2, 6);
        }

        private void crash() {
            var dying = new SealVault() {
                @Override
                public Contents open() {
                    return vault.open();
                }

                @Override
                public void advance(Seal head) {
                    throw new IllegalStateException("killed");
                }
            };
            assertThatThrownBy(() -> sealing(dying).seal(100)).hasMessage("killed");
        }
    }

    private Transactions transactions(TransactionalStores stores) {
        var auditor = new Auditor((use, value) -> new byte[32], sources);
        return new Transactions(stores, auditor, sources, outbox -> {});
    }

    private void addAndSeal() {
        add(3);
        clock.advance(MINUTE);
        seal();
    }

    private void add(int count) {
        var added = entries(count);
        transactions.execute(tx -> added.forEach(tx.auditLog()::add));
        log.addAll(added);
    }

    private List<AuditEntry> entries(int count) {
        var entries = new ArrayList<AuditEntry>();
        for (var i = 0; i < count; i++) {
            clock.advance(Duration.ofMillis(1));
            entries.add(new AuditEntry(
                    sources.newId(),
                    clock.instant(),
                    UUID.randomUUID(),
                    AuditEntry.Action.SIGN_IN_FAILED.label(),
                    Actor.Kind.USER,
                    UUID.randomUUID(),
                    "invalid_credentials",
                    new byte[] {1, 2, 3}));
        }
        return entries;
    }

    private Seal seal() {
        return sealing(vault).seal(100);
    }

    private SealAuditLog sealing(SealVault vault) {
        return new SealAuditLog(transactions, vault);
    }

    /** Verifies the whole log, two seals at a step. */
    private Progress verify() {
        var verify = new VerifyAuditLog(transactions, vault);
        var progress = verify.verifyAfter(0, 2);
        while (progress.fault() == null && progress.end() == null) {
            progress = verify.verifyAfter(progress.reached().number(), 2);
        }
        return progress;
    }

    private void assertWhole(int seals) {
        var verified = verify();
        assertThat(verified.fault()).isNull();
        assertThat(verified.reached().number()).isEqualTo(seals);
        assertThat(verified.reached().entries()).isEqualTo(log.size());
        assertThat(verified.end()).isEqualTo(new End(0, null));
    }

    private Fault fault() {
        var fault = verify().fault();
        assertThat(fault).isNotNull();
        return fault;
    }

    private void assertFault(Kind kind, int seal, int entries) {
        var after = seal == 1 ? null : log.get(3 * seal - 4).id();
        var upTo = log.get(3 * seal - 4 + entries).id();
        assertThat(fault()).isEqualTo(new Fault(kind, seal, after, upTo, entries));
    }

    private void sql(String statement) {
        assertThat(run(statement)).isPositive();
    }

    private int run(String statement) {
        try (var connection = RealServers.connect(database);
                var work = connection.createStatement()) {
            return work.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
