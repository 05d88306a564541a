package io.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailKind;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.web.testing.Events;
import io.gatehouse.web.testing.LambdaContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class MailWorkerFunctionTest {
    private static final UUID MAIL_OF_WELCOME = UUID.fromString("019ab2c4-5e01-7a2b-8c3d-4e5f60718293");
    private static final UUID MAIL_BESIDE_POISON = UUID.fromString("019ab2c4-5e01-7a2b-8c3d-4e5f60718294");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final MailWorkerFunction worker = new MailWorkerFunction(gatehouse.useCases());

    @Test
    void eventFilesSendEachMailOnceAndFailTheMalformedMessage() {
        var mail = store(welcome(MAIL_OF_WELCOME));
        var besidePoison = store(welcome(MAIL_BESIDE_POISON));

        for (var i = 0; i < 2; i++) {
            assertThat(failed(Events.read("sqs-welcome", SQSEvent.class))).isEmpty();
            assertThat(failed(Events.read("sqs-poison", SQSEvent.class)))
                    .containsExactly("2e1424d4-f796-459a-8184-9c92662be6d2");
        }

        assertThat(sentTo(mail)).isOne();
        assertThat(sentTo(besidePoison)).isOne();
    }

    @Test
    void malformedMessageFails() {
        var mail = store(welcome());

        assertThat(failed(event(message("poison", "{\"mailId\":\"" + mail.id() + "\",\"more\":1}"))))
                .containsExactly("poison");

        assertThat(sentTo(mail)).isZero();
    }

    @Test
    void messageWithoutBodyAndAttributesFails() {
        var message = new SQSMessage();
        message.setMessageId("empty");

        assertThat(failed(event(message))).containsExactly("empty");
    }

    @Test
    void failuresDoNotAffectTheRestOfTheBatch() {
        var first = store(welcome());
        var unknown = welcome();
        var broken = store(welcome());
        gatehouse.ports().setRefusedMails(broken::equals);
        var last = store(welcome());

        assertThat(failed(event(message(first), message(unknown), message(broken), message(last))))
                .containsExactly("message of " + unknown.id(), "message of " + broken.id());

        assertThat(sentTo(first)).isOne();
        assertThat(sentTo(last)).isOne();
    }

    @Test
    void mailIsSentOnceTheProviderTakesIt() {
        var mail = store(welcome());
        gatehouse.ports().setRefusedMails(any -> true);
        assertThat(failed(event(message(mail)))).hasSize(1);
        assertThat(sentTo(mail)).isZero();

        gatehouse.ports().setRefusedMails(any -> false);

        assertThat(failed(event(message(mail)))).isEmpty();
        assertThat(sentTo(mail)).isOne();
    }

    @Test
    void mailThatSeveralWorkersGetAtOnceIsSentOnce() throws Exception {
        var mails = List.of(store(welcome()), store(welcome()), store(welcome()));
        var messages = mails.stream().map(MailWorkerFunctionTest::message).toArray(SQSMessage[]::new);
        Callable<List<String>> work = () -> failed(event(messages));

        try (var workers = Executors.newFixedThreadPool(4)) {
            for (Future<List<String>> done : workers.invokeAll(List.of(work, work, work, work))) {
                done.get();
            }
        }

        assertThat(failed(event(messages))).isEmpty();
        assertThat(mails).allSatisfy(mail -> assertThat(sentTo(mail)).isOne());
    }

    @Test
    void mailOfAKilledWorkerIsSentAfterItsLease() {
        var mail = store(welcome());
        var killedAt = gatehouse.ports().clock().instant();
        gatehouse.store(stores -> stores.mails().claim(mail.id(), killedAt, killedAt.plus(LEASE)));

        assertThat(failed(event(message(mail)))).hasSize(1);
        assertThat(sentTo(mail)).isZero();

        gatehouse.ports().clock().advance(LEASE);
        assertThat(failed(event(message(mail)))).isEmpty();
        assertThat(sentTo(mail)).isOne();
    }

    @Test
    void messageFailsWhenTheInvocationHasNoTimeLeft() {
        var mail = store(welcome());

        var response = worker.handleRequest(event(message(mail)), new LambdaContext(10_000));

        assertThat(response.getBatchItemFailures()).hasSize(1);
        assertThat(sentTo(mail)).isZero();
    }

    @Test
    void failureIsLoggedInOneLineWithoutTheAddress() {
        var mail = store(welcome());
        gatehouse.ports().setRefusedMails(any -> true);
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
                    .contains(
                            "messageId=\"message of " + mail.id(),
                            "mail=\"" + mail.id(),
                            "receives=\"3\"",
                            "mail provider unavailable");
            assertThat(line + ThrowableProxyUtil.asString(line.getThrowableProxy()) + line.getKeyValuePairs())
                    .doesNotContain("@example.com");
        });
    }

    private Mail store(Mail mail) {
        gatehouse.store(stores -> stores.mails().add(mail));
        return mail;
    }

    private static Mail welcome() {
        return welcome(Samples.IDS.next());
    }

    private static Mail welcome(UUID id) {
        var to = Samples.freshAddress().address();
        return new Mail(
                id,
                null,
                to,
                MailTemplate.WELCOME,
                Locale.ENGLISH,
                Map.of(),
                null,
                MailKind.VERIFY,
                false,
                Samples.now());
    }

    private long sentTo(Mail mail) {
        return gatehouse.ports().sent().stream()
                .filter(sent -> sent.mail().to().equals(mail.to()))
                .count();
    }

    private List<String> failed(SQSEvent event) {
        return worker.handleRequest(event, new LambdaContext()).getBatchItemFailures().stream()
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
}
