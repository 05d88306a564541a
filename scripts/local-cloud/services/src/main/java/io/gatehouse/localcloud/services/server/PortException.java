package io.gatehouse.localcloud.services.server;

/** A port cannot be had; the message says in one line which, and what to do. */
public final class PortException extends RuntimeException {
    PortException(String message) {
        super(message);
    }
}
