package io.gatehouse.localcloud.services.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("new").resolve("mails.jsonl");
    }

    @Test
    void mailsSurviveARestartNewestFirst() {
        var mailbox = Mailbox.open(file);
        mailbox.add(mail("1", "dana@example.com"));
        mailbox.add(mail("2", "noam@example.com, dana@example.com"));

        assertThat(Mailbox.open(file).all())
                .isEqualTo(mailbox.all())
                .extracting(SentMail::id)
                .containsExactly("2", "1");
    }

    @Test
    void mailsAreFoundByRecipientInAnyCase() {
        var mailbox = Mailbox.open(file);
        mailbox.add(mail("1", "dana@example.com"));
        mailbox.add(mail("2", "noam@example.com, Dana@Example.com"));
        mailbox.add(mail("3", "adana@example.com"));

        assertThat(mailbox.to("DANA@example.com")).extracting(SentMail::id).containsExactly("2", "1");
    }

    @Test
    void onlyTheLastThousandAreKept() throws Exception {
        var mailbox = Mailbox.open(file);
        for (var i = 1; i <= 2_500; i++) {
            mailbox.add(mail(Integer.toString(i), "dana@example.com"));
        }

        assertThat(mailbox.all())
                .hasSize(1_000)
                .first()
                .extracting(SentMail::id)
                .isEqualTo("2500");
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(2_000);
        assertThat(Mailbox.open(file).all()).isEqualTo(mailbox.all());
    }

    @Test
    void anEmptiedMailboxStaysEmpty() {
        var mailbox = Mailbox.open(file);
        mailbox.add(mail("1", "dana@example.com"));
        mailbox.clear();

        assertThat(mailbox.all()).isEmpty();
        assertThat(Mailbox.open(file).all()).isEmpty();
    }

    @Test
    void aTruncatedLineIsLeftOut() throws Exception {
        Mailbox.open(file).add(mail("1", "dana@example.com"));
        Files.writeString(file, "{\"id\":\"2\",\"to\":\"da", StandardOpenOption.APPEND);

        var mailbox = Mailbox.open(file);
        mailbox.add(mail("3", "dana@example.com"));
        assertThat(Mailbox.open(file).all()).extracting(SentMail::id).containsExactly("3", "1");
    }

    private static SentMail mail(String id, String to) {
        return new SentMail(id, "no-reply@example.com", to, null, "Subject", "Text", null, "2026-11-23T21:05:27.123Z");
    }
}
