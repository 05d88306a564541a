package io.gatehouse.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.usecase.AfterCommit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Does, once a minute, what was left to be done after a commit. Answers how many pieces of work that were, and how many
 * are left still.
 */
public final class OutboxSweeperFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSweeperFunction.class);

    private final AfterCommit afterCommit;

    public OutboxSweeperFunction() {
        this(MailBundle.ofThisProcess());
    }

    OutboxSweeperFunction(MailBundle bundle) {
        this.afterCommit = bundle.afterCommit();
    }

    @Override
    public Map<String, Integer> handleRequest(Map<String, Object> schedule, Context context) {
        try (var _ = MDC.putCloseable("requestId", context.getAwsRequestId())) {
            var swept = afterCommit.sweep();
            LOG.atInfo()
                    .addKeyValue("done", swept.done())
                    .addKeyValue("left", swept.left())
                    .log("outbox swept");
            return Map.of("done", swept.done(), "left", swept.left());
        }
    }
}
