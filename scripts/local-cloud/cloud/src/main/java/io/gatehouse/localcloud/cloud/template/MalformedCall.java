package io.gatehouse.localcloud.cloud.template;

import java.util.function.Supplier;

/** An intrinsic function that cannot be worked out; {@link #at} adds the place to the message. */
final class MalformedCall extends RuntimeException {
    MalformedCall(String what) {
        super(what, null, false, false);
    }

    /** Runs something about a function, and names the function and its place if it is malformed. */
    static <T> T at(Document document, Object node, String function, Supplier<T> work) {
        try {
            return work.get();
        } catch (MalformedCall e) {
            throw document.wrong(node, function + " " + e.getMessage() + ".");
        }
    }
}
