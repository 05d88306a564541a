package io.gatehouse.domain.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailKind;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Tag("ASVS-2.4.1")
class MailQuotaTest {
    private static final int PER_HOUR = 10;
    private static final String ADA = "ada@example.com";

    private final InMemoryPorts ports = new InMemoryPorts();

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"EXISTS", "NOTICE"})
    void aVerifiedAddressGetsTheQuotaOfEachKindInAnyHourAndTwiceThatInAnyDay(MailKind kind) {
        assertThat(admitted(30, kind, true)).isEqualTo(PER_HOUR);
        pass(Duration.ofMinutes(61));
        assertThat(admitted(30, kind, true)).isEqualTo(PER_HOUR);
        pass(Duration.ofHours(2));
        assertThat(admitted(30, kind, true)).as("the day's quota is used up").isZero();
        pass(Duration.ofHours(21));
        assertThat(admitted(30, kind, true)).as("a day after the first").isEqualTo(PER_HOUR);
    }

    @Test
    void oneKindDoesNotUseUpAnother() {
        admitted(30, MailKind.VERIFY, true);
        admitted(30, MailKind.EXISTS, true);
        admitted(30, MailKind.SEND, true);

        assertThat(admitted(1, MailKind.RESET, true)).isEqualTo(1);
        assertThat(admitted(1, MailKind.CHANGE, true)).isEqualTo(1);
    }

    @Test
    void anAccountHearsOnceAnHourThatItsAddressWasRegisteredAgain() {
        assertThat(admitted(5, MailKind.EXISTS, true)).isEqualTo(1);
        pass(Duration.ofMinutes(59));
        assertThat(admitted(5, MailKind.EXISTS, true)).isZero();
        pass(Duration.ofMinutes(2));
        assertThat(admitted(5, MailKind.EXISTS, true)).isEqualTo(1);
    }

    @Test
    void noticesToAVerifiedAddressAreNotCounted() {
        assertThat(admitted(100, MailKind.NOTICE, true)).isEqualTo(100);
        assertThat(admitted(100, MailKind.NOTICE, false)).isEqualTo(PER_HOUR);
    }

    @Test
    void anAddressThatNobodyVerifiedGetsTwentyADayOfAllKindsButResets() {
        var sent = 0;
        for (var hour = 0; hour < 23; hour++) {
            for (var kind : MailKind.values()) {
                sent += kind == MailKind.RESET ? 0 : admitted(PER_HOUR, kind, false);
            }
            pass(Duration.ofHours(1));
        }
        assertThat(sent).isEqualTo(20);
        assertThat(admitted(30, MailKind.RESET, false)).as("resets").isEqualTo(PER_HOUR);
    }

    @Test
    void tagsOfAnAddressAreOneMailboxAndOtherAddressesAreNot() {
        var quota = quota(PER_HOUR);
        IntStream.range(0, PER_HOUR).forEach(i -> admits(quota, mail("ada+" + i + "@example.com", MailKind.RESET)));

        assertThat(admits(quota, mail("ADA@example.com", MailKind.RESET))).isFalse();
        assertThat(admits(quota, mail("ada@example.org", MailKind.RESET))).isTrue();
        assertThat(admits(quota, mail("+ada@example.com", MailKind.RESET))).isTrue();
    }

    @Test
    void aMailIsCountedOnceHoweverOftenItIsTried() {
        var quota = quota(1);
        var mail = mail(ADA, MailKind.RESET);

        assertThat(admits(quota, mail)).isTrue();
        assertThat(admits(quota, mail)).isTrue();
        assertThat(admits(quota, mail(ADA, MailKind.RESET))).isFalse();
    }

    @Test
    void aSenderIsToldWhenTheNextMailCanGo() {
        var quota = quota(1);
        ports.stores().run(s -> {
            quota.admit(s.mailLogs(), mail(ADA, MailKind.SEND));
            return s;
        });
        pass(Duration.ofMinutes(20));

        assertThatThrownBy(() -> ports.stores().run(s -> {
                    quota.admit(s.mailLogs(), mail(ADA, MailKind.SEND));
                    return s;
                }))
                .isInstanceOfSatisfying(
                        TooManyAttempts.class, e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMinutes(40)));
    }

    @Test
    void anyonesRequestsForOtherMailsLeaveTheOwnersResetAlone() {
        var gatehouse = new TestGatehouse(TestRules.UNLIMITED.mailsPerAddress(PER_HOUR));
        var owner = gatehouse.registerVerified(Samples.freshAddress());
        gatehouse.deliverMails();
        for (var i = 0; i < 30; i++) {
            gatehouse.useCases().resendVerification().resend(owner.email());
        }

        gatehouse.useCases().forgotPassword().mailLink(owner.email());

        assertThat(gatehouse.deliverMails())
                .extracting(sent -> sent.mail().template())
                .containsExactly(MailTemplate.RESET_PASSWORD);
    }

    @Test
    void aMailBeyondTheQuotaIsWithheldAndLeavesNoToken() {
        var gatehouse = new TestGatehouse(TestRules.UNLIMITED.mailsPerAddress(2));
        var owner = gatehouse.registerVerified(Samples.freshAddress());
        gatehouse.deliverMails();
        var tokens = gatehouse.rows().mailTokens();
        for (var i = 0; i < 3; i++) {
            gatehouse.useCases().forgotPassword().mailLink(owner.email());
        }

        assertThat(gatehouse.deliverMails()).hasSize(2);
        assertThat(gatehouse.rows().mailTokens()).isEqualTo(tokens + 2);
        assertThat(gatehouse.rows().unsentMails()).isEmpty();
    }

    @Test
    void signUpsAndDeletionsInALoopDoNotFloodAMailbox() {
        var gatehouse = new TestGatehouse(TestRules.UNLIMITED.mailsPerAddress(PER_HOUR));
        for (var i = 0; i < 30; i++) {
            var victim = gatehouse.register(EmailAddress.parse("victim+" + i + "@example.com"));
            var caller = gatehouse.signIn(victim.email());
            gatehouse.useCases().deleteAccount().delete(gatehouse.proof(caller), Samples.CLIENT);
        }

        assertThat(gatehouse.deliverMails()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void withoutALimitNothingIsCounted() {
        var quota = quota(0);
        Arrays.stream(MailKind.values())
                .forEach(kind -> IntStream.range(0, 50)
                        .forEach(_ -> assertThat(admits(quota, mail(ADA, kind))).isTrue()));
    }

    private int admitted(int mails, MailKind kind, boolean verified) {
        var quota = quota(PER_HOUR);
        return (int) IntStream.range(0, mails)
                .filter(_ -> admits(quota, mail(ADA, kind, verified)))
                .count();
    }

    private boolean admits(MailQuota quota, Mail mail) {
        return ports.stores().run(s -> quota.admits(s.mailLogs(), mail));
    }

    private MailQuota quota(int perHour) {
        return new MailQuota(ports.keyedHash(), ports.sources(), perHour);
    }

    private void pass(Duration time) {
        ports.clock().advance(time);
    }

    private static Mail mail(String to, MailKind kind) {
        return mail(to, kind, true);
    }

    private static Mail mail(String to, MailKind kind, boolean verified) {
        return new Mail(
                Samples.IDS.next(),
                null,
                to,
                MailTemplate.NOTICE,
                Locale.ENGLISH,
                Map.of(),
                null,
                kind,
                verified,
                Samples.now());
    }
}
