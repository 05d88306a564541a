package io.gatehouse.localcloud.cloud.runtime;

import io.gatehouse.localcloud.services.aws.AwsAccount;
import java.util.HashMap;
import java.util.Map;

/** The environment variables and names that Lambda itself gives to a function. */
public final class LambdaVariables {
    /** Says how many requests an execution environment gets at once, where it gets more than one. */
    public static final String MAX_CONCURRENCY = "AWS_LAMBDA_MAX_CONCURRENCY";

    static final String VERSION = "$LATEST";
    static final String LOG_STREAM = "local";

    private LambdaVariables() {}

    /** The ARN of a function of the local cloud. */
    public static String arn(String function) {
        return AwsAccount.arn("lambda", "function:" + function);
    }

    static String logGroup(FunctionDefinition function) {
        return "/aws/lambda/" + function.name();
    }

    /** Lambda's own variables, and the function's over them. */
    public static Map<String, String> of(FunctionDefinition function) {
        var variables = new HashMap<String, String>();
        variables.put("AWS_REGION", AwsAccount.REGION);
        variables.put("AWS_DEFAULT_REGION", AwsAccount.REGION);
        variables.put("AWS_ACCESS_KEY_ID", "local");
        variables.put("AWS_SECRET_ACCESS_KEY", "local");
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", VERSION);
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", logGroup(function));
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", LOG_STREAM);
        variables.put("AWS_LAMBDA_LOG_FORMAT", function.jsonLogLevel().isPresent() ? "JSON" : "Text");
        function.jsonLogLevel().ifPresent(level -> variables.put("AWS_LAMBDA_LOG_LEVEL", level));
        variables.put("LAMBDA_TASK_ROOT", function.code().toString());
        variables.put("_HANDLER", function.handler());
        variables.put("TZ", ":UTC");
        variables.putAll(function.environment().get());
        return variables;
    }
}
