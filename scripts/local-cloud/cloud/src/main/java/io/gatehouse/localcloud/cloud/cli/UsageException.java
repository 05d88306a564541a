package io.gatehouse.localcloud.cloud.cli;

/** A command was not used rightly; the message says in one line what would be right. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
