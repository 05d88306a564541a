package io.gatehouse.domain.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.idempotency.IdempotencyKeys.Claim;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLog;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.session.Authentication;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.ExpiredRows.Kind;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("ASVS-14.2.7")
class DeleteExpiredRowsTest {
    private static final Duration AN_INSTANT = Duration.ofMillis(1);
    private static final Duration AGES = Duration.ofDays(100);

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final SettableClock clock = gatehouse.ports().clock();
    private final Ids ids = gatehouse.ports().sources().ids();

    @ParameterizedTest
    @CsvSource({
        "SESSION, PT24H",
        "MAIL_TOKEN, PT24H",
        "REGISTRATION, P9D",
        "MAIL_LOG, PT24H",
        "EMAIL_CHANGE, P1D",
        "UNQUEUED_MAIL, P14D",
        "MAIL, P30D",
        "IDEMPOTENCY_KEY, PT24H",
        "FAILED_ATTEMPTS, P30D",
        "AUDIT_ATTEMPT, P30D"
    })
    void aRowIsKeptForItsTimeAndNoLonger(Kind kind, Duration age) {
        add(kind, 1);
        clock.advance(age);
        assertThat(run()).isEqualTo(nothing());
        assertThat(count(kind)).isEqualTo(1);

        clock.advance(AN_INSTANT);
        add(kind, 1);
        assertThat(run()).isEqualTo(only(kind, 1));
        assertThat(count(kind)).as("the young one").isEqualTo(1);
    }

    @Test
    void everyKindExpires() {
        Stream.of(Kind.values()).forEach(kind -> add(kind, 1));
        assertThat(Stream.of(Kind.values()).map(this::count)).containsOnly(1L);

        clock.advance(AGES);

        assertThat(run().values()).containsOnly(1).hasSize(Kind.values().length);
        assertThat(Stream.of(Kind.values()).map(this::count)).containsOnly(0L);
    }

    @Test
    void sentMailsAreKeptAsLongAsOthers() {
        var id = ids.next();
        gatehouse.store(tx -> {
            tx.mails().add(MailDraft.to(Samples.account(), MailTemplate.WELCOME).toMail(id, clock.instant()));
            tx.mails().markSent(id, "provider's id", clock.instant());
        });
        clock.advance(Duration.ofDays(30));
        assertThat(run()).isEqualTo(nothing());

        clock.advance(AN_INSTANT);
        assertThat(run()).isEqualTo(only(Kind.MAIL, 1));
    }

    @ParameterizedTest
    @EnumSource(names = "MAIL", mode = EnumSource.Mode.EXCLUDE)
    void otherWorkOfTheOutboxNeverExpires(Outbox.Kind kind) {
        addToOutbox(kind, 1);
        clock.advance(AGES);

        assertThat(run()).isEqualTo(nothing());
        assertThat(gatehouse.rows().outbox()).hasSize(1);
    }

    @Test
    void failuresAreAsOldAsTheLastOne() {
        var target = new byte[] {1};
        fail(target);
        clock.advance(Duration.ofDays(20));
        fail(target);
        clock.advance(Duration.ofDays(30));
        assertThat(run()).isEqualTo(nothing());

        clock.advance(AN_INSTANT);
        assertThat(run()).isEqualTo(only(Kind.FAILED_ATTEMPTS, 1));
    }

    @Test
    void aLinkSentAtTheLastMomentWorksForItsWholeLifetime() {
        var account = Samples.account();
        var registration = Registration.create(ids.next(), account.email(), account.locale(), clock.instant());
        gatehouse.store(
                tx -> tx.registrations().add(registration, "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"));
        clock.advance(Duration.between(clock.instant(), registration.expiresAt()));
        clock.advance(Duration.ofHours(23)); // in the queue
        var link = MailLink.toConfirm(registration);
        gatehouse.store(tx -> tx.mailTokens().add(MailToken.create(ids.next(), "text", link, clock.instant())));
        clock.advance(link.purpose().lifetime().minus(AN_INSTANT));

        run();

        gatehouse
                .useCases()
                .verifyEmail()
                .verify("text", TestGatehouse.evidence(TestGatehouse.PASSWORD), Samples.CLIENT);
        assertThat(gatehouse.account(account.email())).isPresent();
    }

    @Test
    void moreRowsThanABatchAreDeleted() {
        add(Kind.SESSION, 1_234);
        clock.advance(AGES);
        add(Kind.SESSION, 2);

        assertThat(run()).isEqualTo(only(Kind.SESSION, 1_234));

        assertThat(gatehouse.rows().sessions()).hasSize(2);
        assertThat(run()).isEqualTo(nothing());
    }

    private Map<Kind, Integer> run() {
        return gatehouse.useCases().deleteExpiredRows().delete();
    }

    private static Map<Kind, Integer> nothing() {
        var removed = new EnumMap<Kind, Integer>(Kind.class);
        Stream.of(Kind.values()).forEach(kind -> removed.put(kind, 0));
        return removed;
    }

    private static Map<Kind, Integer> only(Kind kind, int count) {
        var removed = nothing();
        removed.put(kind, count);
        return removed;
    }

    private long count(Kind kind) {
        var rows = gatehouse.rows();
        return switch (kind) {
            case SESSION -> rows.sessions().size();
            case MAIL_TOKEN -> rows.mailTokens();
            case REGISTRATION -> rows.registrations();
            case EMAIL_CHANGE -> rows.emailChanges().size();
            case UNQUEUED_MAIL -> rows.outbox().size();
            case MAIL -> rows.mails().size();
            case MAIL_LOG -> rows.mailLogs();
            case IDEMPOTENCY_KEY -> rows.idempotencyKeys();
            case FAILED_ATTEMPTS -> rows.failedAttempts();
            case AUDIT_ATTEMPT -> rows.auditAttempts().size();
        };
    }

    /** Adds rows that are as old as the clock says. */
    private void add(Kind kind, int count) {
        if (kind == Kind.UNQUEUED_MAIL) {
            addToOutbox(Outbox.Kind.MAIL, count);
            return;
        }
        gatehouse.store(tx -> {
            for (var i = 0; i < count; i++) {
                add(tx, kind);
            }
        });
    }

    private void add(Stores tx, Kind kind) {
        var now = clock.instant();
        var account = Samples.account();
        switch (kind) {
            case SESSION ->
                tx.sessions()
                        .add(Session.open(
                                ids.next(),
                                account,
                                new Authentication(List.of("pwd"), now),
                                Samples.CLIENT,
                                now,
                                TestRules.LIFETIMES,
                                Samples.RANDOM));
            case MAIL_TOKEN ->
                tx.mailTokens()
                        .add(MailToken.create(
                                ids.next(), MailToken.text(Samples.RANDOM), MailLink.toVerify(account), now));
            case REGISTRATION ->
                tx.registrations().add(Registration.create(ids.next(), account.email(), Locale.ENGLISH, now), "hash");
            case EMAIL_CHANGE ->
                tx.emailChanges().put(EmailChange.begin(ids.next(), account.id(), Samples.freshAddress()));
            case MAIL ->
                tx.mails().add(MailDraft.to(account, MailTemplate.WELCOME).toMail(ids.next(), now));
            case MAIL_LOG -> tx.mailLogs().add(new MailLog(ids.next(), bytes(account.id()), List.of()));
            case IDEMPOTENCY_KEY ->
                tx.idempotencyKeys()
                        .claim(new Claim(ids.next(), bytes(account.id()), new byte[0], now, now.plus(AGES)), now);
            case FAILED_ATTEMPTS -> tx.failedAttempts().add(ids.next(), bytes(account.id()), now);
            case AUDIT_ATTEMPT ->
                tx.auditLog()
                        .addExpiring(new AuditEntry(
                                ids.next(),
                                now,
                                account.id(),
                                AuditEntry.Action.SIGN_IN_FAILED.label(),
                                Actor.Kind.USER,
                                null,
                                null,
                                null));
            case UNQUEUED_MAIL -> throw new AssertionError("see above");
        }
    }

    private void addToOutbox(Outbox.Kind kind, int count) {
        gatehouse.store(tx -> {
            for (var i = 0; i < count; i++) {
                tx.outbox().add(new Outbox.Entry(ids.next(), kind, null, UUID.randomUUID(), clock.instant()));
            }
        });
    }

    private void fail(byte[] target) {
        gatehouse.store(tx -> {
            var _ = tx.failedAttempts().add(ids.next(), target, clock.instant());
        });
    }

    private static byte[] bytes(UUID id) {
        return id.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
