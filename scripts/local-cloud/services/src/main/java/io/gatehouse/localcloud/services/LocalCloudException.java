package io.gatehouse.localcloud.services;

import org.jspecify.annotations.Nullable;

/**
 * The local cloud cannot do what it was asked; the message says in one line what is wrong and what to do. Thrown
 * wherever a person has to mend something: a template, a port, a folder, a server.
 */
public final class LocalCloudException extends RuntimeException {
    public LocalCloudException(String message) {
        this(message, null);
    }

    public LocalCloudException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
