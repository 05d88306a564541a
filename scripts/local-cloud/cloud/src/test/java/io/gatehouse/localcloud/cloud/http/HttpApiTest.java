package io.gatehouse.localcloud.cloud.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.localcloud.cloud.http.HttpApi.Route;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.helidon.webserver.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
    private static final Cors CORS = new Cors(
            List.of("https://app.example"),
            List.of("GET", "POST"),
            List.of("authorization"),
            List.of("etag"),
            600,
            false);

    private final HttpClient http = HttpClient.newHttpClient();
    private WebServer server;
    private volatile String answer = "{\"statusCode\":204}";
    private volatile String error;
    private volatile JsonNode event;

    private void serve(Cors cors) {
        Invoker function = request -> {
            event = json(request);
            return new InvocationResult(answer.getBytes(UTF_8), error, "", Duration.ZERO);
        };
        var api = new HttpApi(
                List.of(new Route("ANY", "/things/{id}", function), new Route("POST", "/upload", function)), cors);
        server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(routing -> routing.any(api))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    private static JsonNode json(byte[] text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(uri(path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Sends what no well-behaved client would, and waits for the beginning of the answer. */
    private String sendRaw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(UTF_8));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            return answer.readLine();
        }
    }

    @Test
    void anEventHasEachFieldOfPayloadFormat2() throws Exception {
        serve(null);
        sendRaw("""
                POST /things/caf%C3%A9%2F1?a=1&b=x%20y&a=2&flag HTTP/1.1
                Host: api.example:3000
                X-Many: one
                X-Many: two
                Cookie: a=1; b=2
                User-Agent: test/1
                X-Forwarded-For: 203.0.113.9
                X-Forwarded-Proto: gopher
                X-Forwarded-Port: 70
                Content-Length: 5

                héll""");
        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("ANY /things/{id}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/things/café/1");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("a=1&b=x%20y&a=2&flag");
        assertThat(event.path("cookies").toString()).isEqualTo("[\"a=1\",\"b=2\"]");
        assertThat(event.path("queryStringParameters").toString())
                .isEqualTo("{\"a\":\"1,2\",\"b\":\"x y\",\"flag\":\"\"}");
        assertThat(event.path("pathParameters").toString()).isEqualTo("{\"id\":\"café/1\"}");
        assertThat(event.path("body").asText()).isEqualTo("héll");
        assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
        var headers = event.path("headers");
        assertThat(headers.path("x-many").asText()).isEqualTo("one,two");
        assertThat(headers.path("host").asText()).isEqualTo("api.example:3000");
        assertThat(headers.path("x-forwarded-for").asText()).isEqualTo("203.0.113.9, 127.0.0.1");
        assertThat(headers.path("x-forwarded-port").asText()).isEqualTo(Integer.toString(server.port()));
        assertThat(headers.path("x-forwarded-proto").asText()).isEqualTo("http");
        assertThat(headers.path("x-amzn-trace-id").asText()).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(headers.has("cookie")).isFalse();
        var context = event.path("requestContext");
        assertThat(context.path("http").toString())
                .isEqualTo("{\"method\":\"POST\",\"path\":\"/things/café/1\",\"protocol\":\"HTTP/1.1\","
                        + "\"sourceIp\":\"127.0.0.1\",\"userAgent\":\"test/1\"}");
        assertThat(context.path("domainName").asText()).isEqualTo("api.example");
        assertThat(context.path("domainPrefix").asText()).isEqualTo("api");
        assertThat(context.path("stage").asText()).isEqualTo("$default");
        assertThat(context.path("routeKey").asText()).isEqualTo("ANY /things/{id}");
        assertThat(context.path("requestId").asText()).hasSize(16);
        assertThat(context.path("time").asText()).matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000");
        assertThat(context.path("timeEpoch").asLong()).isCloseTo(System.currentTimeMillis(), within(60_000L));
    }

    @Test
    void absentPartsOfARequestAreAbsentFromItsEvent() throws Exception {
        serve(null);
        get("/things/1");
        assertThat(event.has("body")).isFalse();
        assertThat(event.has("cookies")).isFalse();
        assertThat(event.has("queryStringParameters")).isFalse();
        assertThat(event.path("rawQueryString").asText("absent")).isEmpty();
    }

    @Test
    void theClientsTraceHeaderIsKept() throws Exception {
        serve(null);
        get("/things/1", "X-Amzn-Trace-Id", "Root=1-67891233-abcdef012345678912345678");
        assertThat(event.at("/headers/x-amzn-trace-id").asText()).isEqualTo("Root=1-67891233-abcdef012345678912345678");
        assertThat(event.at("/headers/x-forwarded-for").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void aBinaryBodyIsBase64Encoded() throws Exception {
        serve(null);
        var body = new byte[] {(byte) 0xFF, 0, 1};
        send(HttpRequest.newBuilder(uri("/upload")).POST(BodyPublishers.ofByteArray(body)));
        assertThat(event.path("body").asText()).isEqualTo("/wAB");
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    }

    @Test
    void aFunctionsResponseIsSentUnchanged() throws Exception {
        serve(null);
        answer = """
                {"statusCode": 201, "headers": {"Location": "/things/2", "Content-Type": "text/html"},
                 "multiValueHeaders": {"X-Two": ["1", "2"]}, "cookies": ["a=1", "b=2"],
                 "body": "aGk=", "isBase64Encoded": true}
                """;
        var response = get("/things/1");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("hi");
        assertThat(response.headers().map())
                .containsEntry("location", List.of("/things/2"))
                .containsEntry("content-type", List.of("text/html"))
                .containsEntry("x-two", List.of("1", "2"))
                .containsEntry("set-cookie", List.of("a=1", "b=2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void aResponseWithoutABodyHasNoContentHeaders(int status) throws Exception {
        serve(null);
        answer = "{\"statusCode\":%s,\"headers\":{\"ETag\":\"W/1\"}}".formatted(status);
        assertThat(get("/things/1").headers().map()).containsKey("etag").doesNotContainKey("content-type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"hello":"world"}                     | 200 | application/json         | {"hello":"world"}
            "hello"                               | 200 | application/json         | hello
            [1,2]                                 | 200 | application/json         | [1,2]
            {"statusCode":200,"body":"x"}         | 200 | text/plain;charset=UTF-8 | x
            {"statusCode":"404","body":"x"}       | 404 | text/plain;charset=UTF-8 | x
            {"statusCode":"x"}                    | 500 | application/json         | {"message":"Internal Server Error"}
            {"statusCode":200,"body":{"a":1}}     | 500 | application/json         | {"message":"Internal Server Error"}
            {"statusCode":200,"headers":{"a":{}}} | 500 | application/json         | {"message":"Internal Server Error"}
            no JSON                               | 500 | application/json         | {"message":"Internal Server Error"}
            """)
    void anyOtherAnswerIsReadAsApiGatewayReadsIt(String payload, int status, String type, String body)
            throws Exception {
        serve(null);
        answer = payload;
        var response = get("/things/1");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue(type);
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void theGatewayAnswersWhereNoFunctionCan() throws Exception {
        serve(null);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/nowhere").body()).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(get("/upload").statusCode()).isEqualTo(404);
        assertThat(sendRaw("GET /things/1?a=%zz HTTP/1.1\nHost: x\n\n")).startsWith("HTTP/1.1 400");
        var tooLarge =
                HttpRequest.newBuilder(uri("/upload")).POST(BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1]));
        assertThat(send(tooLarge).body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
        error = "Unhandled";
        assertThat(get("/things/1").body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        answer = "{\"errorType\":\"Sandbox.Timedout\"}";
        assertThat(get("/things/1").statusCode()).isEqualTo(503);
        assertThat(get("/things/1").body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
        answer = "{}";
        error = InvocationResult.throttled().functionError();
        assertThat(get("/things/1").statusCode()).isEqualTo(503);
        assertThat(get("/things/1").body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    }

    @Test
    void theGatewayAnswersPreflightRequests() throws Exception {
        serve(CORS);
        var preflight = HttpRequest.newBuilder(uri("/things/1"))
                .method("OPTIONS", BodyPublishers.noBody())
                .headers("Origin", "https://app.example", "Access-Control-Request-Method", "POST");
        var response = send(preflight);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().map())
                .containsEntry("access-control-allow-origin", List.of("https://app.example"))
                .containsEntry("access-control-allow-methods", List.of("GET,POST"))
                .containsEntry("access-control-allow-headers", List.of("authorization"))
                .containsEntry("access-control-max-age", List.of("600"));
        assertThat(event).isNull();
    }

    @Test
    void theGatewaysCorsHeadersReplaceTheFunctions() throws Exception {
        serve(CORS);
        answer = "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"}}";
        var allowed =
                get("/things/1", "Origin", "https://app.example").headers().map();
        assertThat(allowed)
                .containsEntry("access-control-allow-origin", List.of("https://app.example"))
                .containsEntry("access-control-expose-headers", List.of("etag"));
        for (var foreign : List.of(get("/things/1", "Origin", "https://evil.example"), get("/things/1"))) {
            assertThat(foreign.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void aWildcardAllowsAnyOrigin() {
        assertThat(new Cors(List.of("*"), List.of(), List.of(), List.of(), null, false).actual("https://x"))
                .isEqualTo(Map.of("access-control-allow-origin", "*"));
        assertThat(new Cors(List.of("https://*"), List.of(), List.of(), List.of(), null, true).actual("https://x"))
                .containsEntry("access-control-allow-origin", "https://x")
                .containsEntry("access-control-allow-credentials", "true");
        assertThat(new Cors(List.of("https://*"), List.of(), List.of(), List.of(), null, true).actual("http://x"))
                .isEmpty();
    }
}
