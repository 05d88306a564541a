package io.gatehouse.localcloud.cloud.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.localcloud.services.aws.AwsAccount;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as an API Gateway event of payload format 2.0, with {@code rawPath} percent-decoded. */
final class GatewayEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern TEXT = Pattern.compile(
            "text/|application/(json|javascript|xml)\\b|[^;]*\\+(json|xml)\\b", Pattern.CASE_INSENSITIVE);

    private static final HeaderName TRACE_ID = HeaderNames.create("x-amzn-trace-id");

    /** Not passed on: cookies have a field of their own, some concern the connection only, others are the gateway's. */
    private static final Set<String> LEFT_OUT = Set.of(
            "cookie connection keep-alive transfer-encoding upgrade x-forwarded-for x-forwarded-port x-forwarded-proto"
                    .split(" "));

    private final ServerRequest request;
    private final Routes.Match<?> route;
    private final byte[] body;
    private final Instant received = Instant.now();
    private final String requestId = RequestStamp.newRequestId();
    private final String path;
    private final String sourceIp;

    /** @throws IllegalArgumentException if the path or the query is not percent-encoded properly */
    GatewayEvent(ServerRequest request, Routes.Match<?> route, byte[] body) {
        this.request = request;
        this.route = route;
        this.body = body;
        this.path = Routes.decode(request.path().rawPath());
        this.sourceIp = request.remotePeer().host();
    }

    String requestId() {
        return requestId;
    }

    byte[] json() {
        var out = new ByteArrayOutputStream(2048 + body.length);
        try (var json = JSON.createGenerator(out)) {
            write(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", "2.0");
        json.writeStringField("routeKey", route.key());
        json.writeStringField("rawPath", path);
        var query = request.query().rawValue();
        json.writeStringField("rawQueryString", query);
        writeCookies(json);
        writeHeaders(json);
        writeMap(json, "queryStringParameters", parameters(query));
        writeContext(json);
        writeBody(json);
        writeMap(json, "pathParameters", route.parameters());
        json.writeEndObject();
    }

    private void writeCookies(JsonGenerator json) throws IOException {
        if (!request.headers().contains(HeaderNames.COOKIE)) {
            return;
        }
        json.writeArrayFieldStart("cookies");
        for (var header : request.headers().get(HeaderNames.COOKIE).allValues()) {
            for (var cookie : header.split(";", -1)) {
                json.writeString(cookie.strip());
            }
        }
        json.writeEndArray();
    }

    private void writeHeaders(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("headers");
        for (var header : request.headers()) {
            var name = header.headerName().lowerCase();
            if (!LEFT_OUT.contains(name)) {
                json.writeStringField(name, value(header));
            }
        }
        if (!request.headers().contains(HeaderNames.CONTENT_LENGTH)) {
            json.writeStringField("content-length", Integer.toString(body.length));
        }
        json.writeStringField("x-forwarded-for", forwardedFor());
        json.writeStringField(
                "x-forwarded-port", Integer.toString(request.localPeer().port()));
        json.writeStringField("x-forwarded-proto", request.isSecure() ? "https" : "http");
        if (!request.headers().contains(TRACE_ID)) {
            json.writeStringField(TRACE_ID.lowerCase(), RequestStamp.newTraceId(received));
        }
        json.writeEndObject();
    }

    private String forwardedFor() {
        return request.headers().contains(HeaderNames.X_FORWARDED_FOR)
                ? value(request.headers().get(HeaderNames.X_FORWARDED_FOR)) + ", " + sourceIp
                : sourceIp;
    }

    private static String value(Header header) {
        return header.valueCount() == 1 ? header.get() : String.join(",", header.allValues());
    }

    private static Map<String, String> parameters(String query) {
        if (query.isEmpty()) {
            return Map.of();
        }
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            var parts = pair.split("=", 2);
            var value = parts.length == 2 ? decode(parts[1]) : "";
            parameters.merge(decode(parts[0]), value, (first, second) -> first + "," + second);
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void writeContext(JsonGenerator json) throws IOException {
        var host = request.authority().split(":", 2)[0];
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("accountId", AwsAccount.ID);
        json.writeStringField("apiId", "local");
        json.writeStringField("domainName", host);
        json.writeStringField("domainPrefix", host.split("\\.", 2)[0]);
        writeHttp(json);
        json.writeStringField("requestId", requestId);
        json.writeStringField("routeKey", route.key());
        json.writeStringField("stage", "$default");
        json.writeStringField("time", RequestStamp.time(received));
        json.writeNumberField("timeEpoch", received.toEpochMilli());
        json.writeEndObject();
    }

    private void writeHttp(JsonGenerator json) throws IOException {
        var prologue = request.prologue();
        json.writeObjectFieldStart("http");
        json.writeStringField("method", prologue.method().text());
        json.writeStringField("path", path);
        json.writeStringField("protocol", prologue.rawProtocol());
        json.writeStringField("sourceIp", sourceIp);
        json.writeStringField(
                "userAgent", request.headers().first(HeaderNames.USER_AGENT).orElse(""));
        json.writeEndObject();
    }

    private void writeBody(JsonGenerator json) throws IOException {
        var text = text();
        if (text == null) {
            json.writeBinaryField("body", body);
        } else if (body.length > 0) {
            json.writeStringField("body", text);
        }
        json.writeBooleanField("isBase64Encoded", text == null);
    }

    /** The body, if its content type says that it is text and it is; the gateway takes a form for none. */
    private @Nullable String text() {
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("text/plain");
        if (body.length == 0) {
            return "";
        }
        if (!TEXT.matcher(type).lookingAt()) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void writeMap(JsonGenerator json, String name, Map<String, String> map) throws IOException {
        if (map.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (var entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
