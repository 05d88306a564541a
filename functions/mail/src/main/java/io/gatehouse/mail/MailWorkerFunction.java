package io.gatehouse.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.gatehouse.adapters.config.MailSettings;
import io.gatehouse.domain.TimeLimit;
import io.gatehouse.domain.usecase.DeliverMail;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Sends the mails of a batch of queued messages, each on its own. Those that could not be sent are reported as failed,
 * and only they come again.
 */
public final class MailWorkerFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(MailWorkerFunction.class);
    /** A mail is sent in this time, however slow database and provider are. */
    private static final int MILLIS_FOR_A_MAIL = 13_000;
    /** Of an invocation, for its answer. */
    private static final int MILLIS_TO_ANSWER = 1_000;

    private final DeliverMail deliverMail;

    public MailWorkerFunction() {
        this(MailBundle.ofThisProcess(), MailSettings.ofThisProcess());
    }

    MailWorkerFunction(MailBundle bundle, MailSettings mails) {
        this.deliverMail = bundle.deliverMail(mails);
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
        var mailId = MailMessage.mailId(message.getBody());
        try {
            var millis = context.getRemainingTimeInMillis();
            if (millis < MILLIS_FOR_A_MAIL) {
                throw new IllegalStateException("no time is left for it in this invocation");
            }
            var id = mailId.orElseThrow(() -> new IllegalArgumentException("it is no message of this queue"));
            return TimeLimit.within(Duration.ofMillis(millis - MILLIS_TO_ANSWER), () -> {
                deliverMail.deliver(id);
                return true;
            });
        } catch (Throwable e) { // an Error of one message is no reason to repeat the others
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
