package io.gatehouse.web;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.web.Problem.FieldError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A request, as API Gateway hands it over. */
public final class Request {
    /** In bytes. */
    static final int MAX_BODY = 16 * 1024;

    /** Headers that have one value. API Gateway joins the values of repeated lines by commas. */
    private static final List<String> SINGLE = List.of("Authorization", "Content-Type", "Idempotency-Key");

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final APIGatewayV2HTTPEvent event;
    private final String id;
    private final String instance;
    private final Map<String, String> answerHeaders = new HashMap<>();

    Request(APIGatewayV2HTTPEvent event, String id, String instance) {
        this.event = event;
        this.id = id;
        this.instance = instance;
    }

    /** Names the request in logs and problems. */
    public String id() {
        return id;
    }

    /** Names the execution environment that answers. */
    public String instance() {
        return instance;
    }

    public Client client() {
        return new Client(
                event.getRequestContext().getHttp().getSourceIp(),
                header("user-agent").orElse(""));
    }

    /** @param name without regard to case */
    public Optional<String> header(String name) {
        var headers = event.getHeaders();
        return headers == null
                ? Optional.empty()
                : headers.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /** A path parameter; empty when the route has none of this name. */
    public String pathText(String name) {
        return event.getPathParameters().getOrDefault(name, "");
    }

    /** @throws Problem {@code VALIDATION_FAILED} when the path parameter is no UUID */
    public UUID pathId(String name) {
        try {
            return Ids.parse(pathText(name));
        } catch (InvalidValue e) {
            throw Problem.invalid(List.of(new FieldError(name, e.code(), e.explanation())));
        }
    }

    /**
     * The body, as the reader reads it.
     *
     * @throws Problem when the body is not one JSON object with the fields that the reader asks for
     */
    public <T> T body(Function<Fields, T> reader) {
        return Fields.read(bodyObject(), reader);
    }

    /** As {@link #body}, of which every field is optional: an absent body counts as {@code {}}. */
    public <T> T optionalBody(Function<Fields, T> reader) {
        return bodyBytes().length == 0 ? Fields.read(Json.object("{}"), reader) : body(reader);
    }

    /**
     * Whether the body gives a field a value.
     *
     * @throws Problem when there is a body that is not one JSON object
     */
    public boolean gives(String field) {
        return bodyBytes().length > 0 && bodyObject().hasNonNull(field);
    }

    /** Whether {@code If-Match} lets the request change what has this entity tag (RFC 9110, section 13.1.1). */
    public boolean permitsChangeOf(String entityTag) {
        return header("if-match")
                .map(expected -> EntityTags.strongMatch(expected, entityTag))
                .orElse(true);
    }

    /** Headers of every answer to this request, problems included. */
    Map<String, String> answerHeaders() {
        return answerHeaders;
    }

    String method() {
        return event.getRequestContext().getHttp().getMethod();
    }

    String route() {
        return String.valueOf(event.getRouteKey());
    }

    boolean accepts(String encoding) {
        return header("accept-encoding")
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter(value -> Pattern.compile("(^|,)\\s*" + encoding + "\\s*(;\\s*q=(1|0\\.\\d*[1-9]).*?)?\\s*(,|$)")
                        .matcher(value)
                        .find())
                .isPresent();
    }

    /** @throws Problem {@code INVALID_HEADER} when a header that has one value was sent with several */
    void checkHeaders() {
        for (var name : SINGLE) {
            if (header(name).filter(value -> value.contains(",")).isPresent()) {
                throw new Problem(Reason.INVALID_HEADER, "Send " + name + " once, without a comma in it.");
            }
        }
    }

    private ObjectNode bodyObject() {
        var bytes = bodyBytes();
        if (bytes.length > 0) {
            checkType();
        }
        if (bytes.length > MAX_BODY) {
            throw new Problem(Reason.BODY_TOO_LARGE, "A body has at most " + MAX_BODY + " bytes.");
        }
        try {
            return Json.object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Problem(Reason.INVALID_JSON, "The body is not UTF-8.");
        }
    }

    private void checkType() {
        if (!isPlain(header("content-encoding").orElse(""))) {
            throw unsupported("Send the body without a Content-Encoding.").with("Accept-Encoding", "identity");
        }
        if (!isJson(MediaType.parse(header("content-type").orElse("")))) {
            throw unsupported("Send Content-Type: application/json, in UTF-8.");
        }
    }

    private boolean isJson(MediaType type) {
        return type.isReadAsUtf8() && (type.is(JSON) || (isPatch() && type.is(MERGE_PATCH)));
    }

    private static boolean isPlain(String contentEncoding) {
        return Arrays.stream(contentEncoding.split(",", -1))
                .map(String::strip)
                .allMatch(coding -> coding.isEmpty() || coding.equalsIgnoreCase("identity"));
    }

    private Problem unsupported(String detail) {
        var problem = new Problem(Reason.UNSUPPORTED_MEDIA_TYPE, detail);
        return isPatch() ? problem.with("Accept-Patch", MERGE_PATCH + ", " + JSON) : problem;
    }

    private boolean isPatch() {
        return method().equals("PATCH");
    }

    /** @throws Problem {@code INVALID_JSON} when the body is not encoded as the event says */
    byte[] bodyBytes() {
        var body = event.getBody() == null ? "" : event.getBody();
        try {
            return event.getIsBase64Encoded()
                    ? Base64.getDecoder().decode(body)
                    : body.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(Reason.INVALID_JSON, "The body is not valid base64.");
        }
    }
}
