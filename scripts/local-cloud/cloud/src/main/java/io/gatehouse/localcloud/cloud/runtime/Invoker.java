package io.gatehouse.localcloud.cloud.runtime;

import java.util.List;

/** Invokes one function, as Lambda's {@code Invoke} with {@code RequestResponse} does. Thread-safe. */
@FunctionalInterface
public interface Invoker extends AutoCloseable {
    /** Runs the function; one that throws or runs too long is a result with a function error, never an exception. */
    InvocationResult invoke(byte[] event);

    /** The execution environments that there are now, as far as this is known. */
    default List<EnvironmentState> environments() {
        return List.of();
    }

    /** Ends what is kept between invocations. */
    @Override
    default void close() {}
}
