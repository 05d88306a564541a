package io.gatehouse.localcloud.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The event, named as {@code sam local invoke} has it or as a parameter of the command. */
final class EventOption {
    @Option(
            names = {"-e", "--event"},
            paramLabel = "EVENT",
            description = "The same, as for sam.")
    private @Nullable String option;

    /** @throws UsageException if it is not named once, or is no event */
    EventFile read(@Nullable String parameter) {
        var file = parameter == null ? option : parameter;
        if (file == null || (parameter != null && option != null)) {
            throw new UsageException("Name one event: a file, or - for standard input.");
        }
        return EventFile.read(file);
    }
}
