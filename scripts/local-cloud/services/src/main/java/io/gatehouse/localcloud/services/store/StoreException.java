package io.gatehouse.localcloud.services.store;

import org.jspecify.annotations.Nullable;

/** A store could not be started or reached; the message says in one line what is wrong and what to do. */
public final class StoreException extends RuntimeException {
    public StoreException(String message) {
        this(message, null);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
