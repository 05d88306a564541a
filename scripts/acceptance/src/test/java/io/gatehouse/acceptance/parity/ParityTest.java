package io.gatehouse.acceptance.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.LocalCloud;
import io.gatehouse.acceptance.parity.RequestTable.Row;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request becomes the event that API Gateway documents, whether functions run in the cloud's process or isolated. */
class ParityTest {
    @TempDir
    private static Path folder;

    private static LocalCloud inProcess;
    private static LocalCloud isolated;

    @BeforeAll
    static void start() throws Exception {
        var template = "--template=" + Echo.template(folder);
        inProcess = LocalCloud.start(List.of(template));
        isolated = LocalCloud.start(List.of(template, "--isolated"));
    }

    @AfterAll
    static void stop() {
        inProcess.close();
        isolated.close();
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.parity.RequestTable#rows")
    void aFunctionInTheProcessSeesTheDocumentedEvent(Row row) throws Exception {
        assertThat(event(inProcess.api(), row)).isEqualTo(expected(inProcess.api(), row));
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.parity.RequestTable#rows")
    void anIsolatedFunctionSeesTheDocumentedEvent(Row row) throws Exception {
        assertThat(event(isolated.api(), row)).isEqualTo(expected(isolated.api(), row));
    }

    /** What the function saw, with what no two requests share made equal, once it looks as it should. */
    static ObjectNode event(URI api, Row row) throws Exception {
        var response = Echo.send(api, row);
        assertThat(response.statusCode()).isEqualTo(200);
        var event = (ObjectNode) Checkout.JSON.readTree(response.body());
        take(event.path("requestContext"), "requestId", "[\\w=-]{15,36}");
        take(event.path("requestContext"), "time", "\\d\\d/[A-Z][a-z]{2}/20\\d\\d:\\d\\d:\\d\\d:\\d\\d \\+0000");
        take(event.path("requestContext"), "timeEpoch", "\\d{13}");
        take(event.path("headers"), "x-amzn-trace-id", "Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        take(event.path("headers"), "user-agent", row.headers().contains("User-Agent") ? ".*" : "Java-http-client/.*");
        take(event.path("requestContext").path("http"), "userAgent", ".*");
        return event;
    }

    private static void take(JsonNode object, String field, String pattern) {
        var value = ((ObjectNode) object).remove(field);
        assertThat(value).as(field).isNotNull();
        assertThat(value.asString()).as(field).matches(pattern);
    }

    /** The event as the documentation has it, without what {@link #event} has taken away. */
    static ObjectNode expected(URI api, Row row) {
        var event = row.event().deepCopy().put("version", "2.0");
        var headers = event.withObjectProperty("headers");
        headers.remove("user-agent");
        headers.put("host", api.getAuthority())
                .put("x-forwarded-for", "127.0.0.1")
                .put("x-forwarded-port", Integer.toString(api.getPort()))
                .put("x-forwarded-proto", "http")
                .put("content-length", Integer.toString(row.body().length));
        var context = event.withObjectProperty("requestContext");
        context.put("accountId", "000000000000")
                .put("apiId", "local")
                .put("domainName", "localhost")
                .put("domainPrefix", "localhost")
                .put("routeKey", event.path("routeKey").asString())
                .put("stage", "$default");
        context.withObjectProperty("http")
                .put("method", row.method())
                .put("path", event.path("rawPath").asString())
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1");
        return event;
    }
}
