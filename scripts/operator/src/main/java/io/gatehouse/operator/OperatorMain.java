package io.gatehouse.operator;

import java.util.Arrays;

/** Starts the command line: the name of a script, and the arguments that it got. */
public final class OperatorMain {
    private OperatorMain() {}

    /** Ends the process with 0, with 1 if the command was refused or failed, or with 2 if its usage was wrong. */
    public static void main(String[] arguments) {
        var script = script(arguments[0]);
        System.exit(CommandLines.of(script).execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }

    private static OperatorScript script(String name) {
        return switch (name) {
            case "user" -> new UserScript();
            case "keys" -> new KeysScript();
            case "audit" -> new AuditScript();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
