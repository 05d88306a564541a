package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.usecase.RemoveOldRows;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Removes, once an hour, what is of no more use. Answers how many rows of each kind that were. */
public final class HousekeepingFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {
    private static final Logger LOG = LoggerFactory.getLogger(HousekeepingFunction.class);

    private final RemoveOldRows removeOldRows;

    public HousekeepingFunction() {
        this(Operations.ofThisProcess());
    }

    HousekeepingFunction(Operations operations) {
        this.removeOldRows = operations.removeOldRows();
    }

    @Override
    public Map<String, Integer> handleRequest(Map<String, Object> schedule, Context context) {
        try (var _ = MDC.putCloseable("requestId", context.getAwsRequestId())) {
            var removed = new LinkedHashMap<String, Integer>();
            removeOldRows.run().forEach((kind, count) -> removed.put(kind.label(), count));
            LOG.atInfo().addKeyValue("removed", removed).log("old rows removed");
            return removed;
        }
    }
}
