package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.LambdaVariables;
import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Lambda's Runtime API for all environments; one is known by the first segment of its path, which is secret. */
final class RuntimeApi implements HttpService, AutoCloseable {
    /** The most that Lambda takes for an answer: 6 MB and a little. */
    static final int LARGEST_RESPONSE = 6_291_556;

    private static final String RUNTIME = "/{environment}/2018-06-01/runtime";
    private static final String INVOCATION = RUNTIME + "/invocation/{id}";
    private static final HeaderName REQUEST_ID = HeaderNames.create("Lambda-Runtime-Aws-Request-Id");
    private static final HeaderName DEADLINE = HeaderNames.create("Lambda-Runtime-Deadline-Ms");
    private static final HeaderName FUNCTION_ARN = HeaderNames.create("Lambda-Runtime-Invoked-Function-Arn");
    private static final HeaderName TRACE_ID = HeaderNames.create("Lambda-Runtime-Trace-Id");
    private static final int TOKEN_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, RuntimeSession> sessions = new ConcurrentHashMap<>();
    private final WebServer server = LocalServer.start(0, routing -> routing.register(this));

    /** What the runtime of this session is to have as {@code AWS_LAMBDA_RUNTIME_API}. */
    String register(RuntimeSession session) {
        var token = randomHex(TOKEN_BYTES);
        sessions.put(token, session);
        return LocalServer.HOST + ":" + server.port() + "/" + token;
    }

    void unregister(RuntimeSession session) {
        sessions.values().remove(session);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(RUNTIME + "/invocation/next", this::next)
                .post(INVOCATION + "/response", this::response)
                .post(INVOCATION + "/error", this::error)
                .post(RUNTIME + "/init/error", this::initError)
                .get(RUNTIME + "/restore/next", this::restoreNext)
                .post(RUNTIME + "/restore/error", this::initError);
    }

    private void next(ServerRequest request, ServerResponse response) throws InterruptedException {
        var session = session(request);
        var next = session == null ? null : session.next();
        if (next == null) {
            refuse(response);
            return;
        }
        response.header(REQUEST_ID, next.requestId)
                .header(DEADLINE, Long.toString(next.deadline().toEpochMilli()))
                .header(FUNCTION_ARN, LambdaVariables.arn(next.function))
                .header(TRACE_ID, traceId())
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(next.event);
    }

    private String traceId() {
        var root = String.format(Locale.ROOT, "1-%08x-%s", System.currentTimeMillis() / 1000, randomHex(12));
        return "Root=" + root + ";Parent=" + randomHex(8) + ";Sampled=0";
    }

    private String randomHex(int bytes) {
        var value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    /** To one that is too large the runtime reacts with an error of its own, which comes after ours. */
    private void response(ServerRequest request, ServerResponse response) throws IOException {
        var session = session(request);
        var payload = body(request);
        if (session == null || payload.length <= LARGEST_RESPONSE) {
            accept(
                    response,
                    session != null && session.respond(parameter(request, "id"), InvocationResult.returned(payload)));
            return;
        }
        var message =
                "Response payload size exceeded maximum allowed payload size (%s bytes).".formatted(LARGEST_RESPONSE);
        session.fail(parameter(request, "id"), InvocationResult.failed("Function.ResponseSizeTooLarge", message));
        response.status(413).send(status("RequestEntityTooLarge"));
    }

    private void error(ServerRequest request, ServerResponse response) throws IOException {
        var session = session(request);
        var result = InvocationResult.failed(body(request));
        accept(response, session != null && session.fail(parameter(request, "id"), result));
    }

    private void initError(ServerRequest request, ServerResponse response) throws IOException {
        var session = session(request);
        if (session != null) {
            session.failInit(InvocationResult.failed(body(request)));
        }
        accept(response, session != null);
    }

    /** Lambda takes its snapshot while the runtime waits here, and answers in every environment that begins from it. */
    private void restoreNext(ServerRequest request, ServerResponse response) throws IOException {
        var session = session(request);
        if (session == null) {
            refuse(response);
            return;
        }
        session.restore();
        response.send();
    }

    private @Nullable RuntimeSession session(ServerRequest request) {
        return sessions.get(parameter(request, "environment"));
    }

    private static String parameter(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }

    private static byte[] body(ServerRequest request) throws IOException {
        return request.content().hasEntity()
                ? request.content().inputStream().readNBytes(LARGEST_RESPONSE + 1)
                : new byte[0];
    }

    private static void accept(ServerResponse response, boolean known) {
        if (known) {
            response.status(202).send(status("OK"));
        } else {
            refuse(response);
        }
    }

    private static void refuse(ServerResponse response) {
        response.status(403).send(status("Forbidden"));
    }

    private static byte[] status(String status) {
        return "{\"status\":\"%s\"}".formatted(status).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        server.stop();
    }
}
