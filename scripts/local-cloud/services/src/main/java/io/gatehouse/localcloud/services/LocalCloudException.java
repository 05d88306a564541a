package io.gatehouse.localcloud.services;

import org.jspecify.annotations.Nullable;

/** The local cloud cannot do what it was asked; the message says in one line what is wrong and what to do. */
public final class LocalCloudException extends RuntimeException {
    public LocalCloudException(String message) {
        this(message, null);
    }

    public LocalCloudException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
