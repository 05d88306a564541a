package io.gatehouse.localcloud.cloud.runtime;

import java.util.List;

/**
 * Invokes one function, as Lambda's {@code Invoke} with {@code RequestResponse} does. Safe to call from many threads at
 * once.
 */
@FunctionalInterface
public interface Invoker {
    /**
     * Runs the function with the event and waits for its answer or its time limit.
     *
     * @param event a JSON document in UTF-8
     * @return what the function said; a handler that throws or runs too long is an answer with a
     *     {@link InvocationResult#functionError()}, never an exception
     */
    InvocationResult invoke(byte[] event);

    /** The execution environments that there are now, as far as this is known. */
    default List<EnvironmentState> environments() {
        return List.of();
    }
}
