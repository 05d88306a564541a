package io.gatehouse.localcloud.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Invokes one function once. */
@Command(
        name = "invoke",
        mixinStandardHelpOptions = true,
        footerHeading = Options.SCRIPT_HEADING,
        footer = {Options.NO_BUILD, Options.DEBUG_PORT},
        description = {
            "Invokes a function once: prints its answer, and on standard error its log and duration.",
            "Uses the cloud that runs on the data folder, or starts its stores for this one invocation."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the function answered", "1:it failed", "2:wrong usage"})
final class Invoke implements Callable<Integer> {
    @Mixin
    private Options options = new Options();

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "Its logical id in the template.")
    private String function = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "EVENT",
            description = "A file with the event, or - for standard input.")
    private @Nullable String file;

    @Mixin
    private EventOption eventOption = new EventOption();

    @Override
    public Integer call() {
        var event = eventOption.read(file);
        try (var session = Session.open(options)) {
            if (!session.functions().contains(function)) {
                throw new UsageException("There is no function %s; there are %s."
                        .formatted(function, String.join(", ", session.functions())));
            }
            return session.invoke(function, event, options.quiet).functionError() == null ? 0 : 1;
        }
    }
}
