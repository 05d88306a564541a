package io.gatehouse.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.gatehouse.adapters.queue.MailMessage;
import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.mailing.DeliverMail;
import io.gatehouse.domain.wiring.UseCases;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Sends the mails of a batch of queued messages. Reports those that failed, so that only they come again. */
public final class MailWorkerFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(MailWorkerFunction.class);
    /** Enough to send a mail, however slow the database and the provider are. */
    private static final int MILLIS_FOR_A_MAIL = 13_000;
    /** The end of an invocation, kept free for its answer. */
    private static final int MILLIS_TO_ANSWER = 1_000;

    private final DeliverMail deliverMail;

    public MailWorkerFunction() {
        this(Mailing.worker());
    }

    MailWorkerFunction(UseCases useCases) {
        this.deliverMail = useCases.deliverMail();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (var _ = MDC.putCloseable("requestId", context.getAwsRequestId())) {
            return new SQSBatchResponse(event.getRecords().stream()
                    .filter(message -> !delivered(message, context))
                    .map(message -> new BatchItemFailure(message.getMessageId()))
                    .toList());
        }
    }

    private boolean delivered(SQSMessage message, Context context) {
        var mailId = MailMessage.parse(message.getBody()).map(MailMessage::mailId);
        try {
            var millis = context.getRemainingTimeInMillis();
            if (millis < MILLIS_FOR_A_MAIL) {
                throw new IllegalStateException("the invocation has no time left for it");
            }
            var id = mailId.orElseThrow(() -> new IllegalArgumentException("it is not a message of the mail queue"));
            return TimeBudget.within(Duration.ofMillis(millis - MILLIS_TO_ANSWER), () -> {
                deliverMail.deliver(id);
                return true;
            });
        } catch (Throwable e) { // also an Error: it must not repeat the other messages
            LOG.atWarn()
                    .addKeyValue("messageId", message.getMessageId())
                    .addKeyValue("mail", mailId.map(UUID::toString).orElse("none"))
                    .addKeyValue("receives", receives(message))
                    .addKeyValue("reason", String.valueOf(e.getMessage()))
                    .setCause(e)
                    .log("mail not delivered");
            return false;
        }
    }

    private static String receives(SQSMessage message) {
        var attributes = Objects.requireNonNullElse(message.getAttributes(), Map.<String, String>of());
        return attributes.getOrDefault("ApproximateReceiveCount", "unknown");
    }
}
