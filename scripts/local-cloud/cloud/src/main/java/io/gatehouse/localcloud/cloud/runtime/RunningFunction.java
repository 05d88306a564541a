package io.gatehouse.localcloud.cloud.runtime;

/** A function whose definition may become another while it is invoked. */
public interface RunningFunction extends Invoker {
    /** Holds from the next invocation on; those under way end as they have begun. */
    void define(FunctionDefinition definition);

    /**
     * Ends its environments, each after its last invocation. Who still invokes it has an environment for that alone.
     */
    void retire();
}
