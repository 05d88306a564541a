package io.gatehouse.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.usecase.MailDispatch;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Queues, once a minute, the mails whose message never left. Answers how many there were. */
public final class OutboxSweeperFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSweeperFunction.class);

    private final MailDispatch dispatch;

    public OutboxSweeperFunction() {
        this(MailBundle.ofThisProcess());
    }

    OutboxSweeperFunction(MailBundle bundle) {
        this.dispatch = bundle.dispatch();
    }

    @Override
    public Map<String, Integer> handleRequest(Map<String, Object> schedule, Context context) {
        try (var _ = MDC.putCloseable("requestId", context.getAwsRequestId())) {
            var queued = dispatch.sweep();
            LOG.atInfo().addKeyValue("queued", queued).log("outbox swept");
            return Map.of("queued", queued);
        }
    }
}
