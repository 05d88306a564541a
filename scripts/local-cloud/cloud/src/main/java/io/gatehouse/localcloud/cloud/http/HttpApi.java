package io.gatehouse.localcloud.cloud.http;

import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An HTTP API in front of functions. Answers as API Gateway does, also where no function is asked. */
public final class HttpApi implements Handler {
    private static final int MAX_BODY = 10 * 1024 * 1024;
    private static final HeaderName REQUEST_ID = HeaderNames.create("apigw-requestid");

    /** The server sets these itself. */
    private static final Set<String> LEFT_OUT = Set.of("content-length", "transfer-encoding", "connection");

    public record Route(String method, String path, Invoker function) {}

    private final Routes<Invoker> routes = new Routes<>();
    private final @Nullable Cors cors;

    /** @param cors null where the functions see to it themselves */
    public HttpApi(List<Route> routes, @Nullable Cors cors) {
        routes.forEach(route -> this.routes.add(route.method(), route.path(), route.function()));
        this.cors = cors;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        var origin = cors == null
                ? null
                : request.headers().first(HeaderNames.ORIGIN).orElse(null);
        if (cors != null && origin != null && isPreflight(request)) {
            cors.preflight(origin)
                    .forEach((name, value) -> response.header(HeaderNames.createFromLowercase(name), value));
            response.status(204).send();
            return;
        }
        var answer = answer(request, response);
        response.status(answer.status());
        answer.headers().forEach((name, values) -> addHeader(response, name, values));
        if (cors != null && origin != null) {
            cors.actual(origin).forEach((name, value) -> response.header(HeaderNames.createFromLowercase(name), value));
        }
        send(request, response, answer);
    }

    private static boolean isPreflight(ServerRequest request) {
        return request.prologue().method().equals(Method.OPTIONS)
                && request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private HttpApiResponse answer(ServerRequest request, ServerResponse response) throws IOException {
        try {
            var route = routes.find(
                    request.prologue().method().text(), request.path().rawPath());
            if (route == null) {
                return HttpApiResponse.message(404, "Not Found");
            }
            var body = body(request);
            if (body.length > MAX_BODY) {
                return HttpApiResponse.message(413, "Request Entity Too Large");
            }
            var event = new GatewayEvent(request, route, body);
            response.header(REQUEST_ID, event.requestId());
            return answer(route.target().invoke(event.json()));
        } catch (IllegalArgumentException badlyEncoded) {
            return HttpApiResponse.message(400, "Bad Request");
        }
    }

    private static byte[] body(ServerRequest request) throws IOException {
        return request.content().hasEntity() ? request.content().inputStream().readNBytes(MAX_BODY + 1) : new byte[0];
    }

    private static HttpApiResponse answer(InvocationResult answer) {
        if (answer.isTimedOut() || answer.isThrottled()) {
            return HttpApiResponse.message(503, "Service Unavailable");
        }
        return answer.functionError() == null
                ? HttpApiResponse.of(answer.payload())
                : HttpApiResponse.internalServerError();
    }

    private void addHeader(ServerResponse response, String name, List<String> values) {
        if (LEFT_OUT.contains(name) || (cors != null && name.startsWith(Cors.PREFIX))) {
            return;
        }
        response.header(HeaderValues.create(HeaderNames.createFromLowercase(name), values));
    }

    private static void send(ServerRequest request, ServerResponse response, HttpApiResponse answer) {
        if (answer.mayHaveBody() && !request.prologue().method().equals(Method.HEAD)) {
            response.send(answer.body());
        } else {
            response.send();
        }
    }
}
