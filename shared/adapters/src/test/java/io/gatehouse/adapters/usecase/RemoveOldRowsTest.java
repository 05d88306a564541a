package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.SettableClock;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.idempotency.IdempotencyKeys.Claim;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.work.OldRows.Kind;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
@Tag("ASVS-14.2.7")
class RemoveOldRowsTest {
    private static final Duration AN_INSTANT = Duration.ofMillis(1);
    private static final Duration AGES = Duration.ofDays(100);

    @Parameter
    String isolation;

    private final SettableClock clock = new SettableClock();
    private final Ids ids = new Ids(clock, Fixtures.RANDOM);
    private UseCases useCases;

    @BeforeEach
    void connect() {
        useCases = new UseCases(isolation);
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION, PT24H",
        "MAIL_TOKEN, PT24H",
        "REGISTRATION, P9D",
        "EMAIL_CHANGE, P1D",
        "UNQUEUED_MAIL, P14D",
        "MAIL, P30D",
        "IDEMPOTENCY_KEY, PT24H",
        "FAILED_ATTEMPTS, P30D"
    })
    void aRowIsKeptForItsTimeAndNotLonger(Kind kind, Duration age) {
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
    void theTestKnowsEveryKind() {
        Stream.of(Kind.values()).forEach(kind -> add(kind, 1));
        assertThat(Stream.of(Kind.values()).map(this::count)).containsOnly(1L);

        clock.advance(AGES);

        assertThat(run().values()).containsOnly(1).hasSize(Kind.values().length);
        assertThat(Stream.of(Kind.values()).map(this::count)).containsOnly(0L);
    }

    @Test
    void aMailThatWasSentIsKeptAsLongAsOneThatWasNot() {
        var id = ids.next();
        useCases.transactions.execute(tx -> {
            tx.mails().add(Mail.to(Fixtures.account(), id, MailTemplate.WELCOME, clock.instant()));
            tx.mails().sent(id, "provider's id", clock.instant());
        });
        clock.advance(Duration.ofDays(30));
        assertThat(run()).isEqualTo(nothing());

        clock.advance(AN_INSTANT);
        assertThat(run()).isEqualTo(only(Kind.MAIL, 1));
    }

    @ParameterizedTest
    @EnumSource(names = "MAIL", mode = EnumSource.Mode.EXCLUDE)
    void workThatIsLeftToBeDoneIsNeverForgotten(Outbox.Kind kind) {
        addToOutbox(kind, 1);
        clock.advance(AGES);

        assertThat(run()).isEqualTo(nothing());
        assertThat(useCases.count("outbox")).isEqualTo(1);
    }

    @Test
    void failuresAreAsOldAsTheLastOfThem() {
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
    void theLinkThatARegistrationGotAtTheLastMomentWorksForItsWholeTime() {
        var account = Fixtures.account();
        var registration = Registration.of(ids.next(), account.email(), "hash", account.locale(), clock.instant());
        useCases.transactions.execute(tx -> tx.registrations().add(registration));
        clock.advance(Duration.between(clock.instant(), registration.expiresAt()));
        clock.advance(Duration.ofHours(23)); // in the queue
        var link = MailLink.toConfirm(registration);
        useCases.transactions.execute(
                tx -> tx.mailTokens().add(MailToken.of(ids.next(), "text", link, clock.instant())));
        clock.advance(link.purpose().lifetime().minus(AN_INSTANT));

        run();

        useCases.verifyEmail(clock).with("text", Fixtures.CLIENT);
        assertThat(useCases.account(account.email())).isPresent();
    }

    @Test
    void asManyAsThereAreAreRemovedInBatches() {
        add(Kind.SESSION, 1_234);
        clock.advance(AGES);
        add(Kind.SESSION, 2);

        assertThat(run()).isEqualTo(only(Kind.SESSION, 1_234));

        assertThat(useCases.count("sessions")).isEqualTo(2);
        assertThat(run()).isEqualTo(nothing());
    }

    @Test
    void runsAtTheSameTimeShareTheWork() {
        var kinds = List.of(Kind.SESSION, Kind.UNQUEUED_MAIL, Kind.MAIL_TOKEN);
        kinds.forEach(kind -> add(kind, 1_234));
        clock.advance(AGES);

        var runs = Stream.generate(() -> CompletableFuture.supplyAsync(this::run))
                .limit(3)
                .toList();
        var removed = runs.stream().map(CompletableFuture::join).toList();

        for (var kind : kinds) {
            assertThat(removed.stream().mapToInt(of -> of.get(kind)).sum()).isEqualTo(1_234);
            assertThat(count(kind)).isZero();
        }
    }

    private Map<Kind, Integer> run() {
        return useCases.removeOldRows(clock).run();
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
        return useCases.count(
                switch (kind) {
                    case SESSION -> "sessions";
                    case MAIL_TOKEN -> "mail_tokens";
                    case REGISTRATION -> "registrations";
                    case EMAIL_CHANGE -> "email_changes";
                    case UNQUEUED_MAIL -> "outbox";
                    case MAIL -> "mails";
                    case IDEMPOTENCY_KEY -> "idempotency_keys";
                    case FAILED_ATTEMPTS -> "failed_attempts";
                });
    }

    /** Adds rows that are as old as the clock says. */
    private void add(Kind kind, int count) {
        if (kind == Kind.UNQUEUED_MAIL) {
            addToOutbox(Outbox.Kind.MAIL, count);
            return;
        }
        useCases.transactions.execute(tx -> {
            for (var i = 0; i < count; i++) {
                add(tx, kind);
            }
        });
    }

    private void add(Transaction tx, Kind kind) {
        var now = clock.instant();
        var account = Fixtures.account();
        switch (kind) {
            case SESSION ->
                tx.sessions()
                        .add(Session.open(
                                ids.next(), account, Fixtures.CLIENT, now, Fixtures.LIFETIMES, Fixtures.RANDOM));
            case MAIL_TOKEN ->
                tx.mailTokens()
                        .add(MailToken.of(
                                ids.next(), MailToken.text(Fixtures.RANDOM), MailLink.toVerify(account), now));
            case REGISTRATION ->
                tx.registrations().add(Registration.of(ids.next(), account.email(), "hash", Locale.ENGLISH, now));
            case EMAIL_CHANGE ->
                tx.emailChanges().put(EmailChange.of(ids.next(), account.id(), Fixtures.freshAddress()));
            case MAIL -> tx.mails().add(Mail.to(account, ids.next(), MailTemplate.WELCOME, now));
            case IDEMPOTENCY_KEY ->
                tx.idempotencyKeys()
                        .claim(new Claim(ids.next(), bytes(account.id()), new byte[0], now, now.plus(AGES)), now);
            case FAILED_ATTEMPTS -> tx.failedAttempts().add(ids.next(), bytes(account.id()), now);
            case UNQUEUED_MAIL -> throw new AssertionError("see above");
        }
    }

    private void addToOutbox(Outbox.Kind kind, int count) {
        useCases.transactions.execute(tx -> {
            for (var i = 0; i < count; i++) {
                tx.outbox().add(new Outbox.Entry(ids.next(), kind, null, UUID.randomUUID(), clock.instant()));
            }
        });
    }

    private void fail(byte[] target) {
        useCases.transactions.execute(tx -> {
            var _ = tx.failedAttempts().add(ids.next(), target, clock.instant());
        });
    }

    private static byte[] bytes(UUID id) {
        return id.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
