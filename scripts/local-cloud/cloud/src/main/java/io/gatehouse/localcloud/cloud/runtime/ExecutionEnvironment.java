package io.gatehouse.localcloud.cloud.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.function.Uncheck;

/** A function's classes and its one handler object. Ends with its last invocation once it is retired. */
final class ExecutionEnvironment {
    private final FunctionDefinition function;
    private final FunctionLoader loader;
    private final Object object;
    private final RequestStreamHandler handler;
    private final long fingerprint;
    private final AtomicInteger users = new AtomicInteger(1);

    private ExecutionEnvironment(FunctionDefinition function, FunctionLoader loader, Object object, long fingerprint) {
        this.function = function;
        this.loader = loader;
        this.object = object;
        this.handler = Handlers.asStreamHandler(object, function.handler());
        this.fingerprint = fingerprint;
    }

    /** @throws Throwable whatever keeps the handler from being created */
    static ExecutionEnvironment create(FunctionDefinition function) throws Throwable {
        var bundle = function.bundle();
        var fingerprint = bundle.fingerprint();
        var variables = LambdaVariables.of(function);
        variables.put(LambdaVariables.MAX_CONCURRENCY, Integer.toString(LocalFunction.MAX_CONCURRENCY));
        var loader = new FunctionLoader(function.name(), bundle, variables);
        var object = within(loader, () -> Handlers.create(loader, function.handler()));
        return new ExecutionEnvironment(function, loader, object, fingerprint);
    }

    /** Whether its classes have been compiled anew since. */
    boolean isOutdated() {
        return function.bundle().fingerprint() != fingerprint;
    }

    /** To be followed by {@link #leave}; false if it has ended. */
    boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Ends it with the last invocation, once it has no place in its function any more. */
    void leave() {
        if (users.decrementAndGet() == 0) {
            close();
        }
    }

    byte[] handle(byte[] event, Context context) throws Throwable {
        var out = new ByteArrayOutputStream(1024);
        within(loader, () -> {
            handler.handleRequest(new ByteArrayInputStream(event), out, context);
            return out;
        });
        return out.toByteArray();
    }

    private static <T> T within(ClassLoader loader, ScopedValue.CallableOp<T, Throwable> action) throws Throwable {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void close() {
        OpenResources.close(object, loader);
        Uncheck.run(loader::close);
    }
}
