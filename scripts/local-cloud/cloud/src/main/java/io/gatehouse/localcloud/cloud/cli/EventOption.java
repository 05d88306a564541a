package io.gatehouse.localcloud.cloud.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The event, named as {@code sam local invoke} has it or as the last parameter of the command. */
final class EventOption {
    @Parameters(
            index = "+",
            arity = "0..1",
            paramLabel = "EVENT",
            description = "A file with the event, or - for standard input.")
    private @Nullable String parameter;

    @Option(
            names = {"-e", "--event"},
            paramLabel = "EVENT",
            description = "The same, as for sam.")
    private @Nullable String option;

    /** @throws UsageException if it is not named once, or is no event */
    JsonFile read() {
        var file = parameter == null ? option : parameter;
        if (file == null || (parameter != null && option != null)) {
            throw new UsageException("Name one event: a file, or - for standard input.");
        }
        return JsonFile.read(file);
    }
}
