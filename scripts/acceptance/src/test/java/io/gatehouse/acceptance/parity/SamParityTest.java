package io.gatehouse.acceptance.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Sam;
import io.gatehouse.acceptance.parity.RequestTable.Row;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Where {@code sam local start-api} makes another event than API Gateway: here, and nowhere else. */
@Tag("tools")
class SamParityTest {
    private static final int REFUSED = 403;
    private static final int FAILED = 502;

    private static final String ENCODED_SLASH = "an encoded slash";
    private static final String BINARY = "a binary body";
    private static final String FORM = "a form";

    @TempDir
    private static Path folder;

    private static Sam sam;

    @BeforeAll
    static void start() throws Exception {
        Sam.assumeThere();
        sam = Sam.startApi(Echo.template(folder), Path.of("target/sam-start-api.log"));
    }

    @AfterAll
    static void stop() {
        if (sam != null) {
            sam.close();
        }
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.parity.RequestTable#rows")
    void aFunctionInSamsContainerSeesTheDocumentedEventButForWhatIsKnown(Row row) throws Exception {
        var response = Echo.send(sam.url(), row);

        assertThat(response.statusCode()).isEqualTo(status(row));
        if (response.statusCode() == 200) {
            var event = (ObjectNode) Checkout.JSON.readTree(response.body());
            assertThat(withLowerCaseHeaders(withoutOwn(event))).isEqualTo(asSamHasIt(row));
        }
    }

    /** It refuses an encoded slash, and fails on a body that is no UTF-8. */
    private static int status(Row row) {
        return switch (row.name()) {
            case ENCODED_SLASH -> REFUSED;
            case BINARY -> FAILED;
            default -> 200;
        };
    }

    /** Without what no two requests, or servers, share. */
    private static ObjectNode withoutOwn(ObjectNode event) {
        var context = event.withObjectProperty("requestContext");
        assertThat(String.valueOf(context.remove("timeEpoch"))).as("seconds").matches("\\d{10}");
        context.remove(Set.of("requestId", "time", "accountId", "apiId"));
        context.withObjectProperty("http").remove("userAgent");
        event.withObjectProperty("headers").remove("User-Agent");
        return event;
    }

    private static ObjectNode withLowerCaseHeaders(ObjectNode event) {
        var headers = Checkout.JSON.createObjectNode();
        event.path("headers").forEachEntry((name, value) -> headers.set(name.toLowerCase(Locale.ROOT), value));
        return event.set("headers", headers);
    }

    private static ObjectNode asSamHasIt(Row row) {
        var event = ParityTest.expected(sam.url(), row);
        event.withObjectProperty("requestContext").remove(Set.of("accountId", "apiId"));
        var headers = event.withObjectProperty("headers");
        headers.remove("x-forwarded-for");
        if (row.body().length == 0 && row.method().equals("GET")) {
            headers.remove("content-length");
        }
        var cookies = Checkout.JSON.createArrayNode();
        event.path("cookies").forEach(cookie -> cookies.add(cookie.asString().replace("\"", "")));
        event.set("cookies", cookies);
        if (!cookies.isEmpty()) {
            headers.put("cookie", row.headers().get(row.headers().indexOf("Cookie") + 1));
        }
        event.withObjectProperty("pathParameters");
        event.putNull("stageVariables");
        if (!event.has("body")) {
            event.put("body", "");
        }
        if (row.name().equals(FORM)) {
            event.put("body", new String(row.body(), UTF_8)).put("isBase64Encoded", false);
        }
        return event;
    }
}
