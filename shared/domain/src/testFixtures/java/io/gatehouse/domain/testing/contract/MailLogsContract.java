package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailKind;
import io.gatehouse.domain.mail.MailLog;
import io.gatehouse.domain.testing.Samples;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Logs of mailboxes: a mailbox has one, and no entry is lost. */
public interface MailLogsContract extends UnderTest {

    @Test
    default void aLogIsReadAsItWasWritten() {
        var log = log(entry(MailKind.VERIFY), entry(MailKind.RESET));

        boolean added = run(s -> s.mailLogs().add(log));

        assertThat(added).isTrue();
        assertThat(find(log.mailbox()).orElseThrow()).usingRecursiveComparison().isEqualTo(log);
        assertThat(find(new byte[] {1})).isEmpty();
    }

    @Test
    default void aLogIsReplacedUnlessItHasChangedSinceItWasRead() {
        var before = log(entry(MailKind.NOTICE));
        var after = new MailLog(Samples.IDS.next(), before.mailbox(), List.of(entry(MailKind.SEND)));
        execute(s -> s.mailLogs().add(before));

        boolean first = run(s -> s.mailLogs().replace(before, after));
        boolean second = run(s -> s.mailLogs().replace(before, after));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(find(before.mailbox()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(after);
    }

    @RepeatedTest(3)
    default void aMailboxHasOneLogHoweverManyWorkersBeginIt() {
        var mailbox = mailbox();

        var added = race(s -> s.mailLogs().add(new MailLog(Samples.IDS.next(), mailbox, List.of())));

        assertThat(added).containsExactlyInAnyOrder(true, false, false, false);
    }

    private Optional<MailLog> find(byte[] mailbox) {
        return run(s -> s.mailLogs().find(mailbox));
    }

    private static MailLog log(MailLog.Entry... entries) {
        return new MailLog(Samples.IDS.next(), mailbox(), List.of(entries));
    }

    private static MailLog.Entry entry(MailKind kind) {
        return new MailLog.Entry(kind, Samples.now(), UUID.randomUUID());
    }

    private static byte[] mailbox() {
        var mailbox = new byte[32];
        Samples.RANDOM.nextBytes(mailbox);
        return mailbox;
    }
}
