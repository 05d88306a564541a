package io.gatehouse.localcloud.cloud.cli;

import io.gatehouse.localcloud.services.LocalCloudException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The commands of the local cloud. What goes wrong is told in one line. */
@Command(
        name = "local-cloud",
        mixinStandardHelpOptions = true,
        description = "Runs a SAM template's cloud on this machine.",
        subcommands = {Dev.class, Invoke.class, Replay.class, MakeEvent.class})
public final class LocalCloud {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private LocalCloud() {}

    /** The exit code: 0, 1 if the command failed, 2 if it was not used rightly. */
    public static int run(String... arguments) {
        return new CommandLine(new LocalCloud())
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(LocalCloud::explainUsage)
                .setExecutionExceptionHandler((exception, command, parsed) -> explain(exception))
                .execute(arguments);
    }

    private static int explainUsage(ParameterException exception, String[] arguments) {
        System.err.println(firstLine(exception) + " (--help tells more)");
        return WRONG_USAGE;
    }

    private static int explain(Exception exception) throws Exception {
        if (exception instanceof UsageException) {
            System.err.println(firstLine(exception));
            return WRONG_USAGE;
        }
        if (exception instanceof LocalCloudException) {
            System.err.println(firstLine(exception));
            return FAILED;
        }
        throw exception;
    }

    private static String firstLine(Exception exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
    }
}
