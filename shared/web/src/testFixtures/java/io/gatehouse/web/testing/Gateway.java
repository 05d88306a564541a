package io.gatehouse.web.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.web.Fields;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** API Gateway's side: what it sends to a function, and what it sends back to the client. */
public final class Gateway {
    public static final URI ISSUER = URI.create("https://api.example.com");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Gateway() {}

    /** @param name of a file in {@code events/}, without its extension */
    public static APIGatewayV2HTTPEvent event(String name) {
        return Events.read(name, APIGatewayV2HTTPEvent.class);
    }

    public static APIGatewayV2HTTPEvent get() {
        return event("user");
    }

    public static APIGatewayV2HTTPEvent post(@Nullable String body) {
        return withBody(event("login"), body);
    }

    public static APIGatewayV2HTTPEvent from(String ip) {
        var event = event("login");
        event.getRequestContext().getHttp().setSourceIp(ip);
        return event;
    }

    public static APIGatewayV2HTTPEvent withBody(APIGatewayV2HTTPEvent event, @Nullable String body) {
        event.setBody(body);
        return event;
    }

    /** The event with a header, or with another value of it; without it when the value is null. */
    public static APIGatewayV2HTTPEvent with(APIGatewayV2HTTPEvent event, String name, @Nullable String value) {
        var headers = new HashMap<>(event.getHeaders());
        headers.keySet().removeIf(name::equalsIgnoreCase);
        if (value != null) {
            headers.put(name, value);
        }
        event.setHeaders(headers);
        return event;
    }

    public static APIGatewayV2HTTPResponse answer(@Nullable APIGatewayV2HTTPEvent event, HttpFunction function) {
        return function.handleRequest(event, new LambdaContext());
    }

    /** The answer of a function that answers anybody in this way. */
    public static APIGatewayV2HTTPResponse answer(
            @Nullable APIGatewayV2HTTPEvent event, Function<Request, Response> handler) {
        return answer(event, new HttpFunction(ISSUER) {
            @Override
            protected Response handle(Request request) {
                return handler.apply(request);
            }
        });
    }

    /** The answer of a function that reads the body's fields: 200 when there is nothing wrong with them. */
    public static APIGatewayV2HTTPResponse read(APIGatewayV2HTTPEvent event, Function<Fields, ?> reader) {
        return answer(event, request -> {
            request.body(reader);
            return Response.ok("read");
        });
    }

    /** The body as a client reads it. */
    public static String body(APIGatewayV2HTTPResponse answer) {
        if (!answer.getIsBase64Encoded()) {
            return answer.getBody();
        }
        var compressed = new ByteArrayInputStream(Base64.getDecoder().decode(answer.getBody()));
        try (var gzip = new GZIPInputStream(compressed)) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(APIGatewayV2HTTPResponse answer) {
        return json(body(answer));
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of an object's members, in their order. */
    public static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** The problem's code, after a look at whether it fits the status. */
    public static String code(APIGatewayV2HTTPResponse answer) {
        var problem = json(answer);
        if (problem.path("status").asInt() != answer.getStatusCode()) {
            throw new AssertionError("no problem of status " + answer.getStatusCode() + ": " + answer.getBody());
        }
        return problem.path("code").asText();
    }

    /** The invalid fields of a 400, each with its code. */
    public static List<String> errors(APIGatewayV2HTTPResponse answer) {
        if (!code(answer).equals("validation_failed")) {
            throw new AssertionError("not about fields: " + answer.getBody());
        }
        return StreamSupport.stream(json(answer).path("errors").spliterator(), false)
                .map(error ->
                        error.path("field").asText() + " " + error.path("code").asText())
                .toList();
    }
}
