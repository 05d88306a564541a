package io.gatehouse.web.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/**
 * What Lambda tells a function of an invocation.
 *
 * @param getRemainingTimeInMillis until its time limit
 */
public record LambdaContext(int getRemainingTimeInMillis) implements Context {

    /** An invocation that has just begun. */
    public LambdaContext() {
        this(30_000);
    }

    @Override
    public String getAwsRequestId() {
        return "8f3a9c1e-7b2d-4f60-a1c0-f2d7e58a1c0f";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/login";
    }

    @Override
    public String getLogStreamName() {
        return "2026/11/23/[1]0f2d7e58";
    }

    @Override
    public String getFunctionName() {
        return "login";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:123456789012:function:login:1";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1_024;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException();
    }
}
