package io.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.localcloud.services.aws.SesFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class MailWorkerFunctionTest {
    private static final UUID MAIL_OF_WELCOME = UUID.fromString("019ab2c4-5e01-7a2b-8c3d-4e5f60718293");
    private static final UUID MAIL_BESIDE_POISON = UUID.fromString("019ab2c4-5e01-7a2b-8c3d-4e5f60718294");
    private static final int ALWAYS = 1_000;

    @TempDir
    private static Path folder;

    private static MailCloud cloud;
    private static MailWorkerFunction worker;

    @BeforeAll
    static void start() {
        cloud = new MailCloud(folder);
        worker = new MailWorkerFunction(cloud.bundle("http://127.0.0.1:1/unused"), MailCloud.mails());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @AfterEach
    void recover() {
        cloud.ses.recover();
    }

    @Test
    void theEventFilesSendOneMailHoweverOftenItIsQueuedAndReportWhatIsNone() throws IOException {
        var mail = cloud.store(MAIL_OF_WELCOME);
        var besidePoison = cloud.store(MAIL_BESIDE_POISON);

        for (var i = 0; i < 2; i++) {
            assertThat(failed(file("sqs-welcome.json"))).isEmpty();
            assertThat(failed(file("sqs-poison.json"))).containsExactly("2e1424d4-f796-459a-8184-9c92662be6d2");
        }

        assertThat(cloud.received(mail)).isOne();
        assertThat(cloud.received(besidePoison)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"019ab2c4-5e01-7a2b-8c3d-4e5f60718294\"",
                "{}",
                "{\"mailId\":null}",
                "{\"mailId\":\"\"}",
                "{\"mailId\":\"1-1-1-1-1\"}",
                "{\"mailId\":\"%s\",\"more\":1}",
                "{\"mailId\":\"%s\",\"mailId\":\"%s\"}",
                "{\"mailId\":\"%s\"} {}",
                "{\"mailId\":\"%s\"",
                "{\"mailid\":\"%s\"}",
                "{\"mailId\":[\"%s\"]}"
            })
    void whatIsNoMessageOfThisQueueIsRefused(String body) {
        var mail = cloud.store(cloud.welcome());

        assertThat(failed(event(message("poison", body.replace("%s", mail.id().toString())))))
                .containsExactly("poison");

        assertThat(cloud.received(mail)).isZero();
    }

    @Test
    void aMessageWithoutABodyOrAttributesIsRefused() {
        var message = new SQSMessage();
        message.setMessageId("empty");

        assertThat(failed(event(message))).containsExactly("empty");
    }

    @Test
    void oneFailureLeavesTheRestOfItsBatchAlone() {
        var first = cloud.store(cloud.welcome());
        var unknown = cloud.welcome();
        var broken = cloud.store(cloud.mail(MailTemplate.NOTICE, Map.of("title", "No message")));
        var last = cloud.store(cloud.welcome());

        assertThat(failed(event(message(first), message(unknown), message(broken), message(last))))
                .containsExactly("message of " + unknown.id(), "message of " + broken.id());

        assertThat(cloud.received(first)).isOne();
        assertThat(cloud.received(last)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROTTLED", "FAILING", "REJECTED", "HANGING"})
    void aMailThatTheProviderDoesNotTakeIsSentWhenItsMessageComesAgain(SesFault fault) {
        var mail = cloud.store(cloud.welcome());
        cloud.ses.fail(fault, ALWAYS);
        assertThat(failed(event(message(mail)))).hasSize(1);
        assertThat(cloud.received(mail)).isZero();

        cloud.ses.recover();

        assertThat(failed(event(message(mail)))).isEmpty();
        assertThat(cloud.received(mail)).isOne();
    }

    @Test
    void aMailThatTwoWorkersGetAtOnceIsSentOnce() throws Exception {
        var mails = List.of(cloud.store(cloud.welcome()), cloud.store(cloud.welcome()), cloud.store(cloud.welcome()));
        var messages = mails.stream().map(MailWorkerFunctionTest::message).toArray(SQSMessage[]::new);
        Callable<List<String>> work = () -> failed(event(messages));

        try (var workers = Executors.newFixedThreadPool(4)) {
            for (Future<List<String>> done : workers.invokeAll(List.of(work, work, work, work))) {
                done.get();
            }
        }

        assertThat(failed(event(messages))).isEmpty();
        assertThat(mails).allSatisfy(mail -> assertThat(cloud.received(mail)).isOne());
    }

    @Test
    void aMailWhoseWorkerWasKilledIsHeldForTheTimeOfItsLease() {
        var mail = cloud.store(cloud.welcome());
        var killedAt = Instant.now();
        cloud.transactions.run(tx -> tx.mails().claim(mail.id(), killedAt, killedAt.plus(Duration.ofSeconds(2))));

        assertThat(failed(event(message(mail)))).hasSize(1);
        assertThat(cloud.received(mail)).isZero();

        await().untilAsserted(() -> assertThat(failed(event(message(mail)))).isEmpty());
        assertThat(cloud.received(mail)).isOne();
    }

    @Test
    void whatThereIsNoTimeForComesAgain() {
        var mail = cloud.store(cloud.welcome());

        var response = worker.handleRequest(event(message(mail)), new Invocation(10_000));

        assertThat(response.getBatchItemFailures()).hasSize(1);
        assertThat(cloud.received(mail)).isZero();
    }

    @Test
    void aFailureIsOneLineInTheLogThatNamesNobody() {
        var mail = cloud.store(cloud.welcome());
        cloud.ses.fail(SesFault.REJECTED, ALWAYS);
        var log = (Logger) LoggerFactory.getLogger("io.gatehouse");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try {
            failed(event(message(mail)));
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getKeyValuePairs().toString())
                    .contains("messageId=\"message of " + mail.id(), "mail=\"" + mail.id(), "receives=\"3\"", "400");
            assertThat(line + ThrowableProxyUtil.asString(line.getThrowableProxy()) + line.getKeyValuePairs())
                    .doesNotContain("@example.com");
        });
    }

    private static List<String> failed(SQSEvent event) {
        return worker.handleRequest(event, Invocation.fresh()).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static SQSEvent event(SQSMessage... messages) {
        var event = new SQSEvent();
        event.setRecords(Arrays.asList(messages));
        return event;
    }

    private static SQSMessage message(Mail mail) {
        return message("message of " + mail.id(), "{\"mailId\":\"" + mail.id() + "\"}");
    }

    private static SQSMessage message(String id, String body) {
        var message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        message.setAttributes(Map.of("ApproximateReceiveCount", "3"));
        return message;
    }

    private static SQSEvent file(String name) throws IOException {
        var file = Path.of(System.getProperty("gatehouse.root"), "events", name);
        return LambdaEventSerializers.serializerFor(SQSEvent.class, MailWorkerFunctionTest.class.getClassLoader())
                .fromJson(Files.readString(file));
    }
}
