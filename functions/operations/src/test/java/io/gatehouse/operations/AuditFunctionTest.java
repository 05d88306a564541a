package io.gatehouse.operations;

import static io.gatehouse.web.testing.TestApi.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditFunctionTest {
    private static final Duration SETTLED = Duration.ofSeconds(61);

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final AuditFunction function = new AuditFunction(gatehouse.useCases());

    @Test
    void sealReturnsHowMuchIsSealed() {
        registerAndSettle();

        assertThat(run(Commands.event("audit-seal"))).isEqualTo(Map.of("seals", 1L, "entries", 1L));
    }

    @Test
    void verifyReturnsWhatIsNotSealedYet() {
        registerAndSettle();
        run(Commands.event("audit-seal"));
        assertThat(run(Commands.event("audit-verify")))
                .isEqualTo(Map.of("seals", 1L, "entries", 1L, "notInVault", 0L, "unsealedSince", ""));

        gatehouse.signIn(ADA);
        assertThat(run(Commands.event("audit-verify")))
                .containsEntry(
                        "unsealedSince", gatehouse.ports().clock().instant().toString());
    }

    @Test
    void verifyReturnsTheFaultOfALogThatIsCutOff() {
        registerAndSettle();
        run(Commands.event("audit-seal"));
        var vault = gatehouse.ports().sealVaultInMemory();
        var head = vault.open().head();
        vault.setHead(new Seal(head.version(), 2, head.lastId(), head.entries() + 1, head.sealedAt(), head.mac()));

        assertThat(run(Commands.event("audit-verify")))
                .containsEntry("seals", 1L)
                .doesNotContainKeys("next", "notInVault")
                .hasEntrySatisfying(
                        "fault",
                        fault -> assertThat(fault.toString())
                                .startsWith("The log is cut off: from seal 2 on all is missing, 1 entries"));
    }

    @Test
    void verifyContinuesAfterItsLastSeal() {
        var steps = 200;
        var ada = gatehouse.register(ADA);
        for (var i = 0; i < steps; i++) {
            gatehouse.ports().clock().advance(SETTLED);
            run(Commands.event("audit-seal"));
            record(ada, 1);
        }

        var first = run(Commands.event("audit-verify"));
        assertThat(first).containsEntry("next", "200").doesNotContainKey("unsealedSince");

        assertThat(run(Map.of("action", "verify", "after", first.get("next").toString())))
                .containsEntry("seals", 200L)
                .containsKey("unsealedSince");
    }

    @Test
    void showReturnsTheHistoryOfAnAddress() {
        var registered = gatehouse.ports().clock().instant().toString();
        gatehouse.register(ADA);

        assertThat(run(Commands.event("audit-show")))
                .isEqualTo(Map.of(
                        "events",
                        List.of(Map.of(
                                "time", registered,
                                "under", "account",
                                "action", "registered",
                                "actor", "user",
                                "detail", "",
                                "ip", Samples.CLIENT.ip(),
                                "userAgent", Samples.CLIENT.userAgent()))));
    }

    @Test
    void showContinuesAfterItsLastEvent() {
        record(gatehouse.register(ADA), 500);

        var first = run(Commands.event("audit-show"));
        assertThat((List<?>) first.get("events")).hasSize(500);

        var rest = run(Map.of(
                "action",
                "show",
                "email",
                "ada@example.com",
                "after",
                first.get("next").toString()));
        assertThat((List<?>) rest.get("events")).hasSize(1);
        assertThat(rest).doesNotContainKey("next");
    }

    @Test
    void commandsThatCannotBeDoneAreRefusedWithAMessage() {
        assertRefused(Map.of(), "The action must be seal, verify or show.");
        assertRefused(Map.of("action", "verify", "after", "-1"), "This must be the number of a seal.");
        assertRefused(Map.of("action", "verify", "after", "7"), "no seal of this number");
        assertRefused(Map.of("action", "show"), "e-mail address");
        assertRefused(Map.of("action", "show", "email", "ada@example.com", "after", "7"), "UUID");
    }

    /** Adds entries to the account's history. */
    private void record(Account account, int entries) {
        var pseudonym = gatehouse.pseudonym(account);
        gatehouse.store(stores -> IntStream.range(0, entries)
                .mapToObj(i -> gatehouse.ports().sources().newId())
                .map(id -> new AuditEntry(
                        id,
                        gatehouse.ports().clock().instant(),
                        pseudonym,
                        "signed_in",
                        Actor.Kind.USER,
                        null,
                        null,
                        null))
                .forEach(stores.auditLog()::add));
    }

    private void registerAndSettle() {
        gatehouse.register(ADA);
        gatehouse.ports().clock().advance(SETTLED);
    }

    private Map<String, Object> run(Map<String, String> command) {
        return Commands.run(function, command);
    }

    private void assertRefused(Map<String, String> command, String part) {
        Commands.assertRefused(function, command, part);
    }
}
