package io.gatehouse.operator;

import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the scripts' command lines have in common: how they explain themselves and how they fail. */
final class CommandLines {
    private static final int WIDTH = 120;

    private CommandLines() {}

    static CommandLine of(OperatorScript script) {
        var commandLine = new CommandLine(script)
                .setOverwrittenOptionsAllowed(true)
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler(CommandLines::explainUsage)
                .setExecutionExceptionHandler((exception, command, parsed) -> explainFailure(exception, command));
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandLines::subcommands);
        return commandLine;
    }

    /** How each subcommand is typed, and what it does. */
    private static String subcommands(Help help) {
        var descriptions = new TreeMap<String, String>();
        help.subcommands().values().stream()
                .map(Help::commandSpec)
                .forEach(command -> descriptions.put(
                        synopsis(command),
                        String.join(" ", command.usageMessage().description())));
        var width = 6
                + descriptions.keySet().stream().mapToInt(String::length).max().orElse(0);
        var table = TextTable.forColumns(
                help.colorScheme(),
                new Column(width, 2, Column.Overflow.SPAN),
                new Column(WIDTH - width, 0, Column.Overflow.WRAP));
        descriptions.forEach(table::addRowValues);
        return table.toString();
    }

    private static String synopsis(CommandSpec command) {
        var options = command.options().stream()
                .filter(option -> !option.inherited())
                .map(OptionSpec::longestName)
                .map("[%s]"::formatted);
        var parameters = command.positionalParameters().stream().map(ArgSpec::paramLabel);
        return Stream.of(Stream.of(command.qualifiedName()), parameters, options)
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
    }

    private static int explainUsage(ParameterException exception, String[] arguments) {
        var script = exception.getCommandLine();
        while (script.getParent() != null) {
            script = script.getParent();
        }
        script.getErr().println(explanation(exception));
        script.getErr().print(subcommands(script.getHelp()));
        script.getErr().println(script.getCommandName() + " --help tells more.");
        return script.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String explanation(ParameterException exception) {
        return exception instanceof UnmatchedArgumentException unmatched
                ? "There is no %s here.".formatted(unmatched.getUnmatched().getFirst())
                : exception.getMessage() + ".";
    }

    private static int explainFailure(Exception exception, CommandLine command) throws Exception {
        if (exception instanceof CommandFailedException failure) {
            failure.explanation().ifPresent(command.getErr()::println);
            return failure.exitCode();
        }
        throw exception;
    }
}
