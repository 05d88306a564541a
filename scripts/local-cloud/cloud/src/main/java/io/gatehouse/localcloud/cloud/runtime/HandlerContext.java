package io.gatehouse.localcloud.cloud.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One invocation under way, as the handler sees it. */
final class HandlerContext implements Context, LambdaLogger {
    private final FunctionDefinition function;
    private final String requestId = ReportLine.newRequestId();
    private final long start = System.nanoTime();

    HandlerContext(FunctionDefinition function) {
        this.function = function;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return LambdaVariables.logGroup(function);
    }

    @Override
    public String getLogStreamName() {
        return LambdaVariables.LOG_STREAM;
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }

    @Override
    public String getFunctionVersion() {
        return LambdaVariables.VERSION;
    }

    @Override
    public String getInvokedFunctionArn() {
        return LambdaVariables.arn(function.name());
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, function.timeout().minus(elapsed()).toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return function.memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return this;
    }

    @Override
    public void log(String message) {
        System.out.print(message);
    }

    @Override
    public void log(byte[] message) {
        System.out.write(message, 0, message.length);
    }

    /** The result with its log, to whose end this adds the {@code REPORT} line. */
    InvocationResult complete(InvocationResult result, InvocationLog log) {
        var duration = elapsed();
        return result.with(
                log.tail() + ReportLine.of(requestId, duration, function.memoryMegabytes()) + "\n", duration);
    }
}
