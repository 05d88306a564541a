package io.gatehouse.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** One of the scripts: what its subcommands have in common. */
@Command(
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n")
abstract class OperatorScript {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "The data folder of another local cloud than this checkout's.")
    private Path data = Path.of(".local");

    @Option(
            names = "--no-build",
            scope = ScopeType.INHERIT,
            description = "Take the functions as they were last built.")
    private boolean noBuild;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /** The program that invokes a function where no local cloud runs. */
    @Option(names = "--invoke", scope = ScopeType.INHERIT, hidden = true)
    private Path invoke = Path.of("scripts/invoke");

    /** @throws CommandFailedException if the function fails; its message says why */
    JsonNode invoke(String function, String action, Map<String, String> arguments) {
        var event = new HashMap<>(arguments);
        event.put("action", action);
        return FunctionInvoker.of(data, invoke, noBuild).invoke(function, event);
    }

    void print(JsonNode answer) {
        out().println(answer.toPrettyString());
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
