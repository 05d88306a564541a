package io.gatehouse.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.wiring.UseCases;
import io.gatehouse.domain.work.OutboxDispatcher;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Does, once a minute, the work of the outbox that was left. Answers how much was done and how much is still left. */
public final class OutboxSweeperFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSweeperFunction.class);

    private final OutboxDispatcher outboxDispatcher;

    public OutboxSweeperFunction() {
        this(Mailing.sweeper());
    }

    OutboxSweeperFunction(UseCases useCases) {
        this.outboxDispatcher = useCases.outboxDispatcher();
    }

    @Override
    public Map<String, Integer> handleRequest(Map<String, Object> schedule, Context context) {
        try (var _ = MDC.putCloseable("requestId", context.getAwsRequestId())) {
            var swept = outboxDispatcher.sweep();
            LOG.atInfo()
                    .addKeyValue("done", swept.done())
                    .addKeyValue("left", swept.left())
                    .log("outbox swept");
            return Map.of("done", swept.done(), "left", swept.left());
        }
    }
}
