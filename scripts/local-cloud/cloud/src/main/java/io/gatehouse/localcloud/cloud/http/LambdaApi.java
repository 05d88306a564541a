package io.gatehouse.localcloud.cloud.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.localcloud.cloud.runtime.Answer;
import io.gatehouse.localcloud.cloud.runtime.AsynchronousInvoker;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lambda's {@code Invoke}, which answers at once, or with {@code X-Amz-Invocation-Type: Event} later, and with
 * {@code X-Amz-Log-Type: Tail} adds the log; and its {@code GetFunction}.
 */
public final class LambdaApi implements HttpService {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HeaderName INVOCATION_TYPE = HeaderNames.create("X-Amz-Invocation-Type");
    private static final HeaderName LOG_TYPE = HeaderNames.create("X-Amz-Log-Type");
    private static final HeaderName LOG_RESULT = HeaderNames.create("X-Amz-Log-Result");
    private static final HeaderName FUNCTION_ERROR = HeaderNames.create("X-Amz-Function-Error");
    private static final HeaderName EXECUTED_VERSION = HeaderNames.create("X-Amz-Executed-Version");
    private static final HeaderName ERROR_TYPE = HeaderNames.create("X-Amzn-ErrorType");

    private final Supplier<Map<String, Invoker>> functions;
    private final Supplier<Map<String, FunctionDefinition>> definitions;
    private final AsynchronousInvoker asynchronous = new AsynchronousInvoker();

    /**
     * @param functions by name, as they are at a request
     * @param definitions of the same functions
     */
    public LambdaApi(Supplier<Map<String, Invoker>> functions, Supplier<Map<String, FunctionDefinition>> definitions) {
        this.functions = functions;
        this.definitions = definitions;
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

    private void describe(ServerRequest request, ServerResponse response) throws IOException {
        var function = definitions.get().get(name(request));
        if (function == null) {
            refuseUnknown(request, response);
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(JSON.writeValueAsBytes(description(function)));
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
        return Map.of(
                "Configuration",
                configuration,
                "Code",
                Map.of("Location", function.code().toString()));
    }

    private static Map<String, String> logging(FunctionDefinition function) {
        return function.jsonLogLevel()
                .map(level -> Map.of("LogFormat", "JSON", "ApplicationLogLevel", level))
                .orElse(Map.of("LogFormat", "Text"));
    }

    private void invoke(ServerRequest request, ServerResponse response) throws IOException {
        var function = functions.get().get(name(request));
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
        if (request.headers().first(INVOCATION_TYPE).orElse("").equals("Event")) {
            asynchronous.invoke(function, event, AsynchronousInvoker.RETRIES);
            response.status(202).send();
            return;
        }
        var wantsLog = request.headers().first(LOG_TYPE).orElse("").equals("Tail");
        send(response, function.invoke(event), wantsLog);
    }

    private static void send(ServerResponse response, Answer answer, boolean wantsLog) {
        if (answer.isThrottled()) {
            response.status(429)
                    .header(HeaderNames.CONTENT_TYPE, "application/json")
                    .header(ERROR_TYPE, "TooManyRequestsException")
                    .send(answer.payload());
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/json").header(EXECUTED_VERSION, "$LATEST");
        if (answer.functionError() != null) {
            response.header(FUNCTION_ERROR, answer.functionError());
        }
        if (wantsLog) {
            var log = answer.logTail().getBytes(StandardCharsets.UTF_8);
            response.header(LOG_RESULT, Base64.getEncoder().encodeToString(log));
        }
        response.send(answer.payload());
    }

    /** Callers may say the name, or an ARN that ends with it. */
    private static String name(ServerRequest request) {
        var name = request.path().pathParameters().get("name");
        return name.substring(name.lastIndexOf(':') + 1);
    }

    private static boolean isJson(byte[] event) {
        try (var parser = JSON.createParser(event)) {
            return JSON.readTree(parser) != null && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static void refuseUnknown(ServerRequest request, ServerResponse response) throws IOException {
        refuse(response, 404, "ResourceNotFoundException", "Function not found: " + name(request));
    }

    private static void refuse(ServerResponse response, int status, String type, String message) throws IOException {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(ERROR_TYPE, type)
                .send(JSON.writeValueAsBytes(Map.of("Type", "User", "Message", message)));
    }
}
