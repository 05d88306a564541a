package io.gatehouse.localcloud.cloud.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Invokes one function once. */
@Command(
        name = "invoke",
        mixinStandardHelpOptions = true,
        footerHeading = Options.SCRIPT_HEADING,
        footer = Options.NO_BUILD,
        description = {
            "Invokes a function once: prints its answer, and on standard error its log and duration.",
            "The rows that its event needs are written first: those of order.rows.json beside order.json.",
            "Uses the cloud that runs on the data folder, or starts its stores for this one invocation."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the function answered", "1:it failed", "2:wrong usage"})
final class Invoke implements Callable<Integer> {
    @Mixin
    private Options options = new Options();

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "Its logical id in the template.")
    private String function = "";

    @Mixin
    private InvocationOptions invocation = new InvocationOptions();

    @Override
    public Integer call() {
        var event = invocation.event();
        var apart = invocation.environment(options.progress());
        try (var cloud = CloudConnection.open(options)) {
            if (!cloud.functions().contains(function)) {
                throw new UsageException("There is no function %s; there are %s."
                        .formatted(function, String.join(", ", cloud.functions())));
            }
            return cloud.invoke(function, event, options, apart).functionError() == null ? 0 : 1;
        }
    }
}
