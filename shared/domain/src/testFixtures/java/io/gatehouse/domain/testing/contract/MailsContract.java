package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.Mails.Claim;
import io.gatehouse.domain.mail.Mails.Kept;
import io.gatehouse.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Mails: claimed by one worker at a time, forgotten once they are sent. */
public interface MailsContract extends UnderTest {

    @Test
    default void oneWorkerHasAMailUntilItsClaimEnds() {
        var mail = add(Samples.mail());
        var now = Samples.now();
        var until = now.plus(Duration.ofMinutes(1));

        assertThat(claim(mail, now, until)).isEqualTo(new Claim.Granted(mail, until));
        assertThat(claim(mail, now.plusSeconds(59), until)).isEqualTo(new Claim.Busy());
        assertThat(claim(mail, until, until.plusSeconds(60))).isEqualTo(new Claim.Granted(mail, until.plusSeconds(60)));
    }

    @RepeatedTest(3)
    default void oneOfConcurrentWorkersGetsAMail() {
        var mail = add(Samples.mail());
        var now = Samples.now();
        assertThat(race(s -> s.mails().claim(mail.id(), now, now.plusSeconds(60))))
                .containsOnlyOnce(new Claim.Granted(mail, now.plusSeconds(60)))
                .filteredOn(new Claim.Busy()::equals)
                .hasSize(3);
    }

    @Test
    default void onlyTheHolderReleasesAClaim() {
        var mail = add(Samples.mail());
        var now = Samples.now();
        var until = now.plusSeconds(60);
        claim(mail, now, until);

        execute(s -> s.mails().release(mail.id(), until.minusSeconds(5)));
        assertThat(claim(mail, now, until)).isEqualTo(new Claim.Busy());

        execute(s -> s.mails().release(mail.id(), until));
        assertThat(claim(mail, now, until)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    default void aSentMailIsNotClaimedAgain() {
        var mail = add(Samples.mail());
        var now = Samples.now();
        claim(mail, now, now.plusSeconds(60));
        execute(s -> s.mails().markSent(mail.id(), "provider-1", now));

        assertThat(claim(mail, now, now.plusSeconds(60))).isEqualTo(new Claim.Sent());
        assertThat(claim(Samples.mail(), now, now.plusSeconds(60))).isEqualTo(new Claim.Unknown());
    }

    @Test
    default void aSentMailForgetsRecipientVariablesAndLink() {
        var account = Samples.account();
        var mail = add(mail(account, MailTemplate.VERIFY_EMAIL, MailLink.toVerify(account)));
        var now = Samples.now();
        assertThat(ofAccount(account, Purpose.RESET_PASSWORD, 10)).containsExactly(new Kept(mail, null));

        execute(s -> s.mails().markSent(mail.id(), null, now));

        var forgotten = new Mail(
                mail.id(),
                account.id(),
                Mail.NOBODY,
                mail.template(),
                mail.locale(),
                Map.of(),
                null,
                mail.kind(),
                false,
                mail.createdAt());
        assertThat(ofAccount(account, Purpose.RESET_PASSWORD, 10)).containsExactly(new Kept(forgotten, now));
    }

    @Test
    default void mailsOfAnAccountComeNewestFirstExceptForOnePurpose() {
        var account = Samples.account();
        var verify = add(mail(account, MailTemplate.VERIFY_EMAIL, MailLink.toVerify(account)));
        var reset = add(mail(account, MailTemplate.RESET_PASSWORD, MailLink.toReset(account)));
        var welcome = add(mail(account, MailTemplate.WELCOME, null));
        add(mail(Samples.account(), MailTemplate.WELCOME, null));

        assertThat(ids(account, Purpose.RESET_PASSWORD, 10)).containsExactly(welcome.id(), verify.id());
        assertThat(ids(account, Purpose.VERIFY_EMAIL, 10)).containsExactly(welcome.id(), reset.id());
        assertThat(ids(account, Purpose.CONFIRM_OLD_EMAIL, 2)).containsExactly(welcome.id(), reset.id());

        execute(s -> s.mails().markSent(reset.id(), "provider-1", Samples.now()));
        assertThat(ids(account, Purpose.RESET_PASSWORD, 10))
                .as("the purpose of a sent mail is still known")
                .containsExactly(welcome.id(), verify.id());
    }

    @Test
    default void unsentMailsOfAnAccountBecomeDecoysExceptOfOneTemplate() {
        var account = Samples.account();
        var mail = add(mail(account, MailTemplate.VERIFY_EMAIL, MailLink.toVerify(account)));

        assertThat(withdraw(account, MailTemplate.VERIFY_EMAIL)).isZero();
        assertThat(withdraw(account, MailTemplate.ACCOUNT_DELETED)).isEqualTo(1);
        assertThat(withdraw(account, MailTemplate.ACCOUNT_DELETED)).isZero();

        var now = Samples.now();
        assertThat(claim(mail, now, now)).isInstanceOfSatisfying(Claim.Granted.class, claim -> {
            assertThat(claim.mail().isDecoy()).isTrue();
            assertThat(claim.mail().accountId()).isNull();
            assertThat(claim.mail().link()).isNull();
        });
    }

    @Test
    default void mailsAreWithdrawnInBatchesAndNotOnceTheyAreSent() {
        var account = Samples.account();
        var mails = Stream.generate(() -> add(mail(account, MailTemplate.WELCOME, null)))
                .limit(4)
                .toList();
        execute(s -> s.mails().markSent(mails.getFirst().id(), "provider-1", Samples.now()));

        assertThat(withdraw(account, MailTemplate.ACCOUNT_DELETED)).isEqualTo(2);
        assertThat(ids(account, Purpose.VERIFY_EMAIL, 10))
                .containsExactly(mails.getLast().id(), mails.getFirst().id());
        assertThat(withdraw(account, MailTemplate.ACCOUNT_DELETED)).isEqualTo(1);
    }

    private static Mail mail(Account account, MailTemplate template, @Nullable MailLink link) {
        var draft = MailDraft.to(account, template);
        return (link == null ? draft : draft.link(link)).toMail(Samples.IDS.next(), Samples.now());
    }

    private Mail add(Mail mail) {
        execute(s -> s.mails().add(mail));
        return mail;
    }

    private Claim claim(Mail mail, Instant now, Instant until) {
        return run(s -> s.mails().claim(mail.id(), now, until));
    }

    private List<Kept> ofAccount(Account account, Purpose except, int limit) {
        return run(s -> s.mails().ofAccount(account.id(), except, limit));
    }

    private List<UUID> ids(Account account, Purpose except, int limit) {
        return ofAccount(account, except, limit).stream()
                .map(kept -> kept.mail().id())
                .toList();
    }

    private int withdraw(Account account, MailTemplate except) {
        return run(s -> s.mails().withdrawSome(account.id(), except, 2));
    }
}
