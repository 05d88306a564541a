package io.gatehouse.localcloud.services;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened, to be closed in the opposite order; what fails to close does not keep the rest open. */
public final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private boolean closed;

    /** After {@link #close}, as when the process ends while it starts, the resource is closed at once. */
    public synchronized <T extends AutoCloseable> T add(T resource) {
        if (closed) {
            quietly(resource);
        } else {
            open.push(resource);
        }
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            quietly(open.pop());
        }
    }

    /** Says on standard error if it fails. */
    public static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("Not closed properly: " + e);
        }
    }
}
