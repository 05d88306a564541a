package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.cloud.http.RequestStamp;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** An API Gateway event of payload format 2.0. */
record HttpEvent(ObjectNode event) implements EditableEvent {
    @Override
    public void set(String key, JsonNode value) {
        var dot = key.indexOf('.');
        var name = key.substring(dot + 1);
        switch (dot < 0 ? key : key.substring(0, dot)) {
            case "path" -> setPathParameter(name, value.asText());
            case "query" -> object("queryStringParameters").put(name, value.asText());
            case "header" -> object("headers").put(name.toLowerCase(Locale.ROOT), value.asText());
            case "cookie" -> event.withArrayProperty("cookies").add(name + "=" + value.asText());
            case "ip" -> setSourceIp(value.asText());
            default -> setInBody(key, value);
        }
    }

    private ObjectNode object(String field) {
        return event.withObjectProperty(field);
    }

    private void setPathParameter(String name, String value) {
        var route = event.path("routeKey").asText();
        if (!route.contains("{" + name + "}")) {
            throw new UsageException("The route %s has no path parameter %s.".formatted(route, name));
        }
        object("pathParameters").put(name, value);
    }

    private void setSourceIp(String address) {
        object("headers").put("x-forwarded-for", address);
        object("requestContext").withObjectProperty("http").put("sourceIp", address);
    }

    private void setInBody(String key, JsonNode value) {
        var route = event.path("routeKey").asText();
        try {
            if (!(JsonCodec.read(event.path("body").asText()) instanceof ObjectNode body)) {
                throw new UsageException("%s has no body for %s.".formatted(route, key));
            }
            body.set(key, value);
            event.put("body", body.toString());
        } catch (UncheckedIOException e) {
            throw new UsageException("The body of %s is not JSON.".formatted(route));
        }
    }

    @Override
    public ObjectNode now() {
        var path = path();
        event.put("rawPath", path).put("rawQueryString", query());
        var body = event.path("body").asText().getBytes(StandardCharsets.UTF_8);
        var now = Instant.now();
        object("headers")
                .put("content-length", Integer.toString(body.length))
                .put("x-amzn-trace-id", RequestStamp.newTraceId(now));
        object("requestContext")
                .put("requestId", RequestStamp.newRequestId())
                .put("time", RequestStamp.time(now))
                .put("timeEpoch", now.toEpochMilli())
                .withObjectProperty("http")
                .put("path", path);
        return event;
    }

    private String path() {
        var path = event.path("routeKey").asText().replaceFirst("^\\S+ ", "");
        for (var parameter : event.path("pathParameters").properties()) {
            path = path.replace(
                    "{" + parameter.getKey() + "}", parameter.getValue().asText());
        }
        return path;
    }

    private String query() {
        return event.path("queryStringParameters")
                .propertyStream()
                .map(parameter -> encode(parameter.getKey()) + "="
                        + encode(parameter.getValue().asText()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
