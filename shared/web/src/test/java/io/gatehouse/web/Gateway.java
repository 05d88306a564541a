package io.gatehouse.web;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.function.Function;

/** API Gateway's side: events, read from {@code events/} as Lambda reads them, and what is sent back to the client. */
final class Gateway {
    private static final Path EVENTS = Path.of(System.getProperty("gatehouse.root"), "events");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Gateway() {}

    /** @param name of a file in {@code events/}, without its extension */
    static APIGatewayV2HTTPEvent event(String name) {
        try {
            return JacksonFactory.getInstance()
                    .getSerializer(APIGatewayV2HTTPEvent.class)
                    .fromJson(Files.readString(EVENTS.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static APIGatewayV2HTTPEvent get() {
        return event("user");
    }

    static APIGatewayV2HTTPEvent post(String body) {
        var event = event("login");
        event.setBody(body);
        return event;
    }

    static APIGatewayV2HTTPEvent from(String ip) {
        var event = event("login");
        event.getRequestContext().getHttp().setSourceIp(ip);
        return event;
    }

    /** The event with a header, or with another value of it; without it when the value is null. */
    static APIGatewayV2HTTPEvent with(APIGatewayV2HTTPEvent event, String name, String value) {
        var headers = new HashMap<>(event.getHeaders());
        headers.keySet().removeIf(name::equalsIgnoreCase);
        if (value != null) {
            headers.put(name, value);
        }
        event.setHeaders(headers);
        return event;
    }

    static APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Handler handler) {
        return Http.answer(event, new LambdaContext(), handler);
    }

    /** What a handler answers that reads the body's fields, and 200 when there is nothing wrong with them. */
    static APIGatewayV2HTTPResponse read(APIGatewayV2HTTPEvent event, Function<Fields, ?> reader) {
        return answer(event, request -> {
            request.body(reader);
            return Response.ok("read");
        });
    }

    static JsonNode json(APIGatewayV2HTTPResponse answer) {
        return json(answer.getBody());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problem's code, after a look at whether it fits the status. */
    static String code(APIGatewayV2HTTPResponse answer) {
        var problem = json(answer);
        if (problem.path("status").asInt() != answer.getStatusCode()) {
            throw new AssertionError("no problem of status " + answer.getStatusCode() + ": " + answer.getBody());
        }
        return problem.path("code").asText();
    }
}
