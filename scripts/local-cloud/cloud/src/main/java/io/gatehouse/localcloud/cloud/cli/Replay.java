package io.gatehouse.localcloud.cloud.cli;

import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.services.JsonCodec;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Hands an SQS event to the function that its queue feeds. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        footerHeading = Options.SCRIPT_HEADING,
        footer = Options.NO_BUILD,
        description = {
            "Hands an SQS event to the function that its queue feeds: prints the answer, and on standard error the log.",
            "The rows that it needs are written first: those of order.rows.json beside order.json.",
            "Uses the cloud that runs on the data folder, or starts its stores for this one invocation."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every message is done", "1:the function failed, or some messages did", "2:wrong usage"})
final class Replay implements Callable<Integer> {
    @Mixin
    private Options options = new Options();

    @Mixin
    private InvocationOptions invocation = new InvocationOptions();

    @Override
    public Integer call() {
        var event = invocation.event();
        var arn = event.json().path("Records").path(0).path("eventSourceARN").asText();
        if (arn.isEmpty()) {
            throw new UsageException("That is no SQS event: it has no Records with an eventSourceARN.");
        }
        var apart = invocation.environment(options.progress());
        try (var cloud = CloudConnection.open(options)) {
            var function = function(arn, cloud.functionsByQueue());
            return isDone(cloud.invoke(function, event, options, apart)) ? 0 : 1;
        }
    }

    /** A queue's name differs from stage to stage: where there is but one, it is meant. */
    private static String function(String arn, Map<String, String> functionsByQueue) {
        var function = functionsByQueue.get(arn.substring(arn.lastIndexOf(':') + 1));
        if (function != null) {
            return function;
        }
        if (functionsByQueue.size() != 1) {
            throw new UsageException("No function is fed by %s; the queues that feed one are %s."
                    .formatted(arn, String.join(", ", functionsByQueue.keySet())));
        }
        return functionsByQueue.values().iterator().next();
    }

    private static boolean isDone(InvocationResult answer) {
        return answer.functionError() == null
                && JsonCodec.read(answer.payload()).path("batchItemFailures").isEmpty();
    }
}
