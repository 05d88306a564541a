package io.gatehouse.localcloud.services.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

/** The stub of SES as AWS's own client sees it. */
class SesTest {
    @TempDir
    Path folder;

    private Mailbox mailbox;
    private Ses ses;
    private AwsServer server;
    private SesV2Client client;

    @BeforeEach
    void start() {
        mailbox = Mailbox.open(folder.resolve("mails.jsonl"));
        ses = new Ses(mailbox);
        server = AwsServer.start(ses, Secrets.open(folder.resolve("secrets.json")));
        client = SesV2Client.builder()
                .endpointOverride(URI.create(server.endpoint()))
                .region(Region.of(AwsAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterEach
    void stop() {
        ses.recover();
        client.close();
        server.close();
    }

    @Test
    void aMailArrivesWithAllItsParts() {
        var id = client.sendEmail(welcome().build()).messageId();

        assertThat(mailbox.all()).singleElement().satisfies(mail -> {
            assertThat(mail.id()).isEqualTo(id);
            assertThat(mail.from()).isEqualTo("Gatehouse <no-reply@example.com>");
            assertThat(mail.to()).isEqualTo("dana@example.com");
            assertThat(mail.template()).isEqualTo("welcome");
            assertThat(mail.subject()).isEqualTo("ברוכים הבאים");
            assertThat(mail.text()).isEqualTo("Hello\n");
            assertThat(mail.html()).isEqualTo("<p dir=\"rtl\">שלום</p>");
            assertThat(Instant.parse(mail.receivedAt())).isBetween(Instant.now().minusSeconds(10), Instant.now());
        });
    }

    @Test
    void aRawMailKeepsItsSubjectAndItsSource() {
        var source =
                "From: Shop <shop@example.com>\r\nTo: Dana <dana@example.com>\r\nSubject: Raw news\r\n\r\nSubject: not this\r\n";
        client.sendEmail(
                request -> request.content(content -> content.raw(raw -> raw.data(SdkBytes.fromUtf8String(source)))));

        assertThat(mailbox.to("dana@example.com")).singleElement().satisfies(mail -> {
            assertThat(mail.from()).isEqualTo("Shop <shop@example.com>");
            assertThat(mail.subject()).isEqualTo("Raw news");
            assertThat(mail.text()).isEqualTo(source);
            assertThat(mail.html()).isNull();
        });
    }

    @Test
    void eachFaultCausesTheSdksException() {
        ses.fail(SesFault.THROTTLED, 1);
        assertThatThrownBy(this::send).isInstanceOf(TooManyRequestsException.class);
        ses.fail(SesFault.REJECTED, 1);
        assertThatThrownBy(this::send).isInstanceOf(MessageRejectedException.class);
        ses.fail(SesFault.FAILING, 1);
        assertThatThrownBy(this::send)
                .isInstanceOfSatisfying(
                        SesV2Exception.class, e -> assertThat(e.statusCode()).isEqualTo(500));
        assertThat(mailbox.all()).isEmpty();

        send();
        assertThat(mailbox.all()).hasSize(1);
    }

    @Test
    void aHangingServiceKeepsNoMailButALostAnswerDoes() {
        ses.fail(SesFault.HANGING, 1);
        assertThatThrownBy(this::sendImpatiently).isInstanceOf(ApiCallAttemptTimeoutException.class);
        assertThat(mailbox.all()).isEmpty();

        ses.fail(SesFault.ANSWER_LOST, 1);
        assertThatThrownBy(this::sendImpatiently).isInstanceOf(ApiCallAttemptTimeoutException.class);
        assertThat(mailbox.all()).hasSize(1);
    }

    @Test
    void requestsThatSesRefusesAreRefused() {
        for (var address : List.of("nobody", "דנה@example.com", "dana@דוגמה.example")) {
            assertThatThrownBy(() -> client.sendEmail(
                            welcome().destination(to -> to.toAddresses(address)).build()))
                    .isInstanceOf(BadRequestException.class);
        }
        for (var sender : List.of("שער <no-reply@example.com>", "Shop\r\nBcc: <eve@example.com>")) {
            assertThatThrownBy(() ->
                            client.sendEmail(welcome().fromEmailAddress(sender).build()))
                    .isInstanceOf(BadRequestException.class);
        }
        assertThatThrownBy(() ->
                        client.sendEmail(welcome().emailTags(tag("has space")).build()))
                .isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> client.sendEmail(
                        welcome().content(EmailContent.builder().build()).build()))
                .isInstanceOf(BadRequestException.class);
    }

    private void send() {
        client.sendEmail(welcome().build());
    }

    private void sendImpatiently() {
        client.sendEmail(welcome()
                .overrideConfiguration(request -> request.apiCallAttemptTimeout(Duration.ofMillis(500)))
                .build());
    }

    private static SendEmailRequest.Builder welcome() {
        return SendEmailRequest.builder()
                .fromEmailAddress("Gatehouse <no-reply@example.com>")
                .destination(to -> to.toAddresses("Dana <dana@example.com>"))
                .emailTags(tag("welcome"))
                .content(content -> content.simple(simple -> simple.subject(subject -> subject.data("ברוכים הבאים"))
                        .headers(MessageHeader.builder()
                                .name("Auto-Submitted")
                                .value("auto-generated")
                                .build())
                        .body(body -> body.text(text -> text.data("Hello\n"))
                                .html(html ->
                                        html.data("<p dir=\"rtl\">שלום</p>").charset("UTF-8")))));
    }

    private static MessageTag tag(String template) {
        return MessageTag.builder().name("template").value(template).build();
    }
}
