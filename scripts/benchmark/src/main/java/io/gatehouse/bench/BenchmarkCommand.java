package io.gatehouse.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that measures a local cloud of its own. */
abstract class BenchmarkCommand implements Callable<Integer> {

    @Option(names = "--checkout", paramLabel = "FOLDER", defaultValue = ".", hidden = true)
    private Path checkout = Path.of(".");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("unused") // picocli reads it by its annotation
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command, and then ends the process. */
    final void execute(String... arguments) {
        System.exit(new CommandLine(this)
                .setExecutionExceptionHandler(BenchmarkCommand::explain)
                .execute(arguments));
    }

    /** @param options of {@code scripts/dev} */
    final BenchedCloud cloud(List<String> options) throws IOException {
        return new BenchedCloud(checkout.toAbsolutePath().normalize(), options);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** @throws ParameterException when an option's value is out of bounds */
    final void checkRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(spec.commandLine(), option + " takes " + min + " to " + max + ".");
        }
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        command.getErr().println(failure.getMessage());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
