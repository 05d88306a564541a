package io.gatehouse.operator;

import java.util.Optional;

/** A command was refused or failed. */
final class CommandFailedException extends RuntimeException {
    private final int exitCode;

    private CommandFailedException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** @param message says why in one line */
    CommandFailedException(String message) {
        this(message, 1);
    }

    /** Of a program that has said why. */
    static CommandFailedException explained(int exitCode) {
        return new CommandFailedException("", exitCode);
    }

    /** Empty if there is nothing left to say. */
    Optional<String> explanation() {
        return Optional.ofNullable(getMessage()).filter(message -> !message.isEmpty());
    }

    int exitCode() {
        return exitCode;
    }
}
