package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailKind;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailLog;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.session.Authentication;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.ExpiredRows.Kind;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.Stores;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expired rows: of each kind the oldest first, a few at a time, and no row of another kind. */
public interface ExpiredRowsContract extends UnderTest {

    @ParameterizedTest
    @EnumSource
    default void expiredRowsAreDeletedOldestFirstInBatches(Kind kind) {
        var ids = Stream.generate(Samples.IDS::next).limit(4).toList();
        execute(s -> ids.reversed().forEach(id -> Stream.of(Kind.values()).forEach(each -> add(s, each, id))));

        assertThat(deleteSome(kind, ids.get(3), 2)).isEqualTo(2);
        assertThat(left(kind, ids)).isEqualTo(ids.subList(2, 4));
        assertThat(deleteSome(kind, ids.get(3), 10)).isEqualTo(1);
        assertThat(left(kind, ids)).isEqualTo(ids.subList(3, 4));
        assertThat(deleteSome(kind, ids.get(3), 10)).isZero();
        assertThat(Kind.values())
                .filteredOn(other -> other != kind)
                .allSatisfy(other -> assertThat(left(other, ids)).isEqualTo(ids));
    }

    @Test
    default void workOtherThanMailDoesNotExpire() {
        var entry = new Outbox.Entry(Samples.IDS.next(), Outbox.Kind.ERASURE, null, UUID.randomUUID(), Samples.now());
        execute(s -> s.outbox().add(entry));
        assertThat(deleteSome(Kind.UNQUEUED_MAIL, Samples.IDS.next(), 10)).isZero();
    }

    private int deleteSome(Kind kind, UUID before, int limit) {
        return run(s -> s.expiredRows().deleteSome(kind, before, limit));
    }

    private List<UUID> left(Kind kind, List<UUID> ids) {
        return run(s -> ids.stream().filter(id -> exists(s, kind, id)).toList());
    }

    /** A row of this id, whose account, owner or key follows from the id. */
    private static void add(Stores s, Kind kind, UUID id) {
        var now = Samples.now();
        switch (kind) {
            case SESSION -> s.sessions().add(session(id));
            case MAIL_TOKEN -> s.mailTokens().add(new MailToken(id, key(id), link(id), now, 0));
            case REGISTRATION ->
                s.registrations().add(Registration.create(id, Samples.freshAddress(), Locale.ENGLISH, now), "hash");
            case EMAIL_CHANGE -> s.emailChanges().put(EmailChange.begin(id, id, Samples.freshAddress()));
            case UNQUEUED_MAIL -> s.outbox().add(new Outbox.Entry(id, Outbox.Kind.MAIL, null, id, now));
            case MAIL ->
                s.mails()
                        .add(new Mail(
                                id,
                                id,
                                "ada@example.com",
                                MailTemplate.WELCOME,
                                Locale.ENGLISH,
                                Map.of(),
                                null,
                                MailKind.VERIFY,
                                false,
                                now));
            case MAIL_LOG -> s.mailLogs().add(new MailLog(id, key(id), List.of()));
            case IDEMPOTENCY_KEY ->
                s.idempotencyKeys()
                        .claim(new IdempotencyKeys.Claim(id, key(id), key(id), now, now.plusSeconds(60)), now);
            case FAILED_ATTEMPTS -> s.failedAttempts().add(id, key(id), now);
            case AUDIT_ATTEMPT ->
                s.auditLog()
                        .addExpiring(new AuditEntry(
                                id, now, id, "sign_in_failed", Actor.Kind.USER, id, "detail", new byte[] {1}));
        }
    }

    private static boolean exists(Stores s, Kind kind, UUID id) {
        return switch (kind) {
            case SESSION -> !s.sessions().ofAccount(id, 1).isEmpty();
            case MAIL_TOKEN -> s.mailTokens().find(key(id)).isPresent();
            case REGISTRATION -> s.registrations().byId(id).isPresent();
            case EMAIL_CHANGE -> s.emailChanges().ofAccount(id).isPresent();
            case UNQUEUED_MAIL ->
                s.outbox().overdue(Samples.now().plusSeconds(60), null, 100).stream()
                        .anyMatch(entry -> entry.id().equals(id));
            case MAIL -> !s.mails().ofAccount(id, Purpose.VERIFY_EMAIL, 1).isEmpty();
            case MAIL_LOG -> s.mailLogs().find(key(id)).isPresent();
            case IDEMPOTENCY_KEY ->
                s.idempotencyKeys().find(key(id), Samples.now()).isPresent();
            case FAILED_ATTEMPTS -> s.failedAttempts().find(key(id)).isPresent();
            case AUDIT_ATTEMPT -> !s.auditLog().ofSubject(id, null, 1).isEmpty();
        };
    }

    private static Session session(UUID id) {
        var now = Samples.now();
        var account = Account.registered(id, Samples.freshAddress(), Locale.ENGLISH, now);
        var authentication = new Authentication(List.of("pwd"), now);
        return Session.open(id, account, authentication, Samples.CLIENT, now, TestRules.LIFETIMES, Samples.RANDOM);
    }

    private static MailLink link(UUID owner) {
        return new MailLink(Purpose.VERIFY_EMAIL, owner, "");
    }

    /** In another order than the ids. */
    private static byte[] key(UUID id) {
        return MailToken.hash(id.toString());
    }
}
