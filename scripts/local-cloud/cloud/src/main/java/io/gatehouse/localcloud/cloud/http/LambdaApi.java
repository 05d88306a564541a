package io.gatehouse.localcloud.cloud.http;

import io.gatehouse.localcloud.cloud.runtime.AsynchronousInvoker;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lambda's {@code Invoke} in its three invocation types, with its log; and its {@code GetFunction}. */
public final class LambdaApi implements HttpService {
    private static final HeaderName INVOCATION_TYPE = HeaderNames.create("X-Amz-Invocation-Type");
    private static final HeaderName LOG_TYPE = HeaderNames.create("X-Amz-Log-Type");
    private static final HeaderName LOG_RESULT = HeaderNames.create("X-Amz-Log-Result");
    private static final HeaderName FUNCTION_ERROR = HeaderNames.create("X-Amz-Function-Error");
    private static final HeaderName EXECUTED_VERSION = HeaderNames.create("X-Amz-Executed-Version");
    private static final HeaderName ERROR_TYPE = HeaderNames.create("X-Amzn-ErrorType");

    /** @param retries how often a failed asynchronous invocation is tried again */
    public record Target(FunctionDefinition definition, Invoker invoker, int retries) {}

    private final Function<String, Optional<Target>> functions;
    private final AsynchronousInvoker asynchronous = new AsynchronousInvoker();

    public LambdaApi(Function<String, Optional<Target>> functions) {
        this.functions = functions;
    }

    /** Where a function is described. */
    public static String path(String function) {
        return "/2015-03-31/functions/" + function;
    }

    /** Where a function is invoked. */
    public static String invocationPath(String function) {
        return path(function) + "/invocations";
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(invocationPath("{name}"), this::invoke).get(path("{name}"), this::describe);
    }

    private void describe(ServerRequest request, ServerResponse response) {
        var function = functions.apply(name(request));
        if (function.isPresent()) {
            LocalServer.sendJson(response, description(function.get().definition()));
        } else {
            refuseUnknown(request, response);
        }
    }

    private static Map<String, Object> description(FunctionDefinition function) {
        var configuration = Map.of(
                "FunctionName", function.name(),
                "Handler", function.handler(),
                "Timeout", function.timeout().toSeconds(),
                "MemorySize", function.memoryMegabytes(),
                "SnapStart", Map.of("ApplyOn", function.snapStart() ? "PublishedVersions" : "None"),
                "LoggingConfig", logging(function),
                "Environment", Map.of("Variables", function.environment().get()));
        var code = Map.of("Location", function.code().toString());
        return Map.of("Configuration", configuration, "Code", code);
    }

    private static Map<String, String> logging(FunctionDefinition function) {
        return function.jsonLogLevel()
                .map(level -> Map.of("LogFormat", "JSON", "ApplicationLogLevel", level))
                .orElse(Map.of("LogFormat", "Text"));
    }

    private void invoke(ServerRequest request, ServerResponse response) throws IOException {
        var function = functions.apply(name(request)).orElse(null);
        if (function == null) {
            refuseUnknown(request, response);
            return;
        }
        var event = request.content().hasEntity()
                ? request.content().inputStream().readAllBytes()
                : "{}".getBytes(StandardCharsets.UTF_8);
        if (!isJson(event)) {
            refuse(response, 400, "InvalidRequestContentException", "Could not parse request body into json");
            return;
        }
        var logType = header(request, LOG_TYPE, "None");
        if (!logType.equals("None") && !logType.equals("Tail")) {
            refuseParameter(response, "LogType is None or Tail", logType);
            return;
        }
        switch (header(request, INVOCATION_TYPE, "RequestResponse")) {
            case "RequestResponse" -> send(response, function.invoker().invoke(event), logType.equals("Tail"));
            case "Event" -> {
                asynchronous.invoke(function.invoker(), event, function.retries());
                response.status(202).send();
            }
            case "DryRun" -> response.status(204).send();
            case String other -> refuseParameter(response, "InvocationType is RequestResponse, Event or DryRun", other);
        }
    }

    private static String header(ServerRequest request, HeaderName name, String otherwise) {
        return request.headers().first(name).orElse(otherwise);
    }

    private static void send(ServerResponse response, InvocationResult result, boolean wantsLog) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        if (result.isThrottled()) {
            response.status(429).header(ERROR_TYPE, "TooManyRequestsException").send(result.payload());
            return;
        }
        response.header(EXECUTED_VERSION, "$LATEST");
        if (result.functionError() != null) {
            response.header(FUNCTION_ERROR, result.functionError());
        }
        if (wantsLog) {
            var log = result.logTail().getBytes(StandardCharsets.UTF_8);
            response.header(LOG_RESULT, Base64.getEncoder().encodeToString(log));
        }
        response.send(result.payload());
    }

    /** Callers may say the name, or an ARN that ends with it. */
    private static String name(ServerRequest request) {
        var name = request.path().pathParameters().get("name");
        return name.substring(name.lastIndexOf(':') + 1);
    }

    private static boolean isJson(byte[] event) {
        try {
            return !JsonCodec.read(event).isMissingNode();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static void refuseUnknown(ServerRequest request, ServerResponse response) {
        refuse(response, 404, "ResourceNotFoundException", "Function not found: " + name(request));
    }

    private static void refuseParameter(ServerResponse response, String right, String wrong) {
        refuse(response, 400, "InvalidParameterValueException", right + ", not " + wrong);
    }

    private static void refuse(ServerResponse response, int status, String type, String message) {
        response.status(status).header(ERROR_TYPE, type);
        LocalServer.sendJson(response, Map.of("Type", "User", "Message", message));
    }
}
