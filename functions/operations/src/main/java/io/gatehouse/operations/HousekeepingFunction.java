package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.upkeep.DeleteExpiredRows;
import io.gatehouse.domain.wiring.UseCases;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Deletes expired rows once an hour. Answers how many of each kind. */
public final class HousekeepingFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {
    private static final Logger LOG = LoggerFactory.getLogger(HousekeepingFunction.class);

    private final DeleteExpiredRows deleteExpiredRows;

    public HousekeepingFunction() {
        this(Operations.housekeeping());
    }

    HousekeepingFunction(UseCases useCases) {
        this.deleteExpiredRows = useCases.deleteExpiredRows();
    }

    @Override
    public Map<String, Integer> handleRequest(Map<String, Object> schedule, Context context) {
        try (var _ = MDC.putCloseable("requestId", context.getAwsRequestId())) {
            var deleted = new LinkedHashMap<String, Integer>();
            deleteExpiredRows.delete().forEach((kind, count) -> deleted.put(kind.label(), count));
            LOG.atInfo().addKeyValue("deleted", deleted).log("expired rows deleted");
            return deleted;
        }
    }
}
