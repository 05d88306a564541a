package io.gatehouse.adapters.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.adapters.MailProvider;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.localcloud.services.aws.SesFault;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SesMailSenderTest {
    private static final int ALWAYS = 1_000;

    @TempDir
    private static Path folder;

    private static MailProvider provider;
    private static SesMailSender sender;

    @BeforeAll
    static void start() {
        provider = new MailProvider(folder);
        sender = provider.sender();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @AfterEach
    void recover() {
        provider.ses.recover();
    }

    @Test
    void mailHasSubjectTextHtmlAndTemplateTag() {
        var mail = Samples.mail();

        var id = sender.send(mail, null);

        assertThat(provider.mailbox.to(mail.to())).singleElement().satisfies(received -> {
            assertThat(received.id()).isEqualTo(id);
            assertThat(received.from()).isEqualTo("\"Gatehouse\" <no-reply@example.com>");
            assertThat(received.template()).isEqualTo("notice");
            assertThat(received.subject()).isEqualTo("Maintenance");
            assertThat(received.text()).startsWith("Sunday, \"ten\" o'clock\nשלום");
            assertThat(received.html()).contains("<html lang=\"en\"", "שלום");
        });
    }

    @Test
    void mailCarriesTheTokenOfItsLink() {
        var mail = Samples.mail();
        var link = new MailLink(Purpose.RESET_PASSWORD, Samples.IDS.next(), "1 ada@example.com");
        var reset = new Mail(
                mail.id(),
                null,
                mail.to(),
                MailTemplate.RESET_PASSWORD,
                mail.locale(),
                Map.of(),
                link,
                mail.kind(),
                false,
                mail.createdAt());

        sender.send(reset, "a-token");

        assertThat(provider.mailbox.to(mail.to())).singleElement().satisfies(received -> {
            assertThat(received.template()).isEqualTo("reset-password");
            assertThat(received.text().lines()).contains("https://app.example.com/reset-password?token=a-token");
            assertThat(received.html()).contains("href=\"https://app.example.com/reset-password?token=a-token\"");
        });
    }

    @Test
    void internationalisedDomainIsSentInAscii() {
        var mail = to("Ada@münchen.example");

        sender.send(mail, null);

        assertThat(provider.mailbox.to("Ada@xn--mnchen-3ya.example")).hasSize(1);
    }

    @Test
    void throttledCallIsRepeated() {
        provider.ses.fail(SesFault.THROTTLED, 1);

        var mail = Samples.mail();
        sender.send(mail, null);

        assertThat(provider.mailbox.to(mail.to())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "FAILING", "HANGING"})
    @Timeout(30)
    void temporaryFaultOfTheProviderIsUnavailable(SesFault fault) {
        provider.ses.fail(fault, ALWAYS);

        assertThatThrownBy(() -> sender.send(Samples.mail(), null))
                .isInstanceOf(Unavailable.class)
                .hasMessage("mail provider unavailable")
                .hasCauseInstanceOf(RuntimeException.class);
    }

    @Test
    void mailWithALostAnswerIsNotSentAgainInTheSameCall() {
        provider.ses.fail(SesFault.ANSWER_LOST, ALWAYS);
        var mail = Samples.mail();

        assertThatThrownBy(() -> sender.send(mail, null)).isInstanceOf(Unavailable.class);

        assertThat(provider.mailbox.to(mail.to())).hasSize(1);
    }

    @Test
    void mailWithABrokenConnectionIsNotSentAgainInTheSameCall() throws Exception {
        var requests = new AtomicInteger();
        try (var server = new ServerSocket(0)) {
            Thread.startVirtualThread(() -> breakConnections(server, requests));
            var sender = MailProvider.senderTo("http://127.0.0.1:" + server.getLocalPort());

            assertThatThrownBy(() -> sender.send(Samples.mail(), null)).isInstanceOf(Unavailable.class);
        }

        assertThat(requests).hasValue(1);
    }

    @Test
    void unreachableProviderIsUnavailable() {
        var sender = MailProvider.senderTo("http://127.0.0.1:1");

        assertThatThrownBy(() -> sender.send(Samples.mail(), null)).isInstanceOf(Unavailable.class);
    }

    @Test
    void refusalTellsTheReasonWithoutTheRecipient() {
        provider.ses.fail(SesFault.REJECTED, ALWAYS);

        var refusal = catchThrowable(() -> sender.send(Samples.mail(), null));

        assertThat(refusal)
                .isNotInstanceOf(Unavailable.class)
                .hasNoCause()
                .hasMessageMatching("SES answered 400 MessageRejected to request .*");
    }

    private static void breakConnections(ServerSocket server, AtomicInteger requests) {
        while (true) {
            try (var connection = server.accept()) {
                requests.incrementAndGet();
                connection.getInputStream().read(new byte[100]);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Mail to(String address) {
        var mail = Samples.mail();
        return new Mail(
                mail.id(),
                null,
                address,
                mail.template(),
                mail.locale(),
                mail.variables(),
                null,
                mail.kind(),
                false,
                mail.createdAt());
    }
}
