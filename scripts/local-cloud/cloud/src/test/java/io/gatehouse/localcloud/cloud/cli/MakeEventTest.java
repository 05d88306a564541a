package io.gatehouse.localcloud.cloud.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It looks at the standard streams.")
class MakeEventTest {
    @TempDir
    Path folder;

    private final PrintStream standardOut = System.out;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeEvents() throws Exception {
        Files.writeString(folder.resolve("order.json"), """
                {"version": "2.0", "routeKey": "POST /orders/{id}", "rawPath": "/orders/1", "rawQueryString": "",
                 "headers": {"content-length": "2"}, "pathParameters": {"id": "1"},
                 "requestContext": {"http": {"path": "/orders/1", "sourceIp": "203.0.113.1"}, "timeEpoch": 1},
                 "body": "{\\"book\\":\\"Emma\\",\\"count\\":1}"}""");
        Files.writeString(folder.resolve("mails.json"), """
                {"Records": [{"messageId": "1", "body": "{\\"mailId\\":\\"1\\"}", "md5OfBody": "", "attributes": {}}]}""");
        Files.writeString(folder.resolve("show.json"), "{\"action\": \"show\"}");
    }

    private int run(String... arguments) {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        return LocalCloud.run(Stream.concat(Stream.of("event", "--events", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private JsonNode made(String... arguments) throws Exception {
        assertThat(run(arguments)).as(err.toString(UTF_8)).isZero();
        return new JsonMapper().readTree(out.toString(UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(standardOut);
        System.setErr(standardError);
    }

    @Test
    void valuesAreSetInEachPartOfARequest() throws Exception {
        var event = made(
                "order",
                "path.id=2",
                "query.q=a b",
                "header.If-Match=x",
                "cookie.c=1",
                "ip=::1",
                "book=אמה",
                "count:=2");

        assertThat(event.path("rawPath").asText()).isEqualTo("/orders/2");
        assertThat(event.at("/requestContext/http/path").asText()).isEqualTo("/orders/2");
        assertThat(event.at("/requestContext/http/sourceIp").asText()).isEqualTo("::1");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("q=a+b");
        assertThat(event.at("/queryStringParameters/q").asText()).isEqualTo("a b");
        assertThat(event.at("/headers/if-match").asText()).isEqualTo("x");
        assertThat(event.at("/cookies/0").asText()).isEqualTo("c=1");
        assertThat(event.path("body").asText()).isEqualTo("{\"book\":\"אמה\",\"count\":2}");
        assertThat(event.at("/headers/content-length").asInt())
                .isEqualTo(event.path("body").asText().getBytes(UTF_8).length);
        assertThat(event.at("/requestContext/timeEpoch").asLong()).isGreaterThan(1_700_000_000_000L);
    }

    @Test
    void valuesAreSetInAMessageWithItsDigest() throws Exception {
        var message = made("mails", "mailId=2").at("/Records/0");

        assertThat(message.path("body").asText()).isEqualTo("{\"mailId\":\"2\"}");
        assertThat(message.path("md5OfBody").asText()).isEqualTo("89794ab7b09d7577025e1cf280cd4ce9");
        assertThat(message.path("messageId").asText()).hasSize(36);
    }

    @Test
    void valuesAreSetInTheFieldsOfAnyOtherEvent() throws Exception {
        assertThat(made("show", "email=ana@example.com"))
                .isEqualTo(new JsonMapper().readTree("{\"action\":\"show\",\"email\":\"ana@example.com\"}"));
    }

    @Test
    void wrongValuesAreReportedInOneLine() {
        for (var wrong : List.of(
                List.of("nothing", "There is no event nothing; there are mails, order, show."),
                List.of("order path.name=x", "The route POST /orders/{id} has no path parameter name."),
                List.of("order book", "book is no KEY=VALUE."),
                List.of("order count:=two", "count:= takes JSON, not two; a text goes with count=."))) {
            err.reset();
            assertThat(run(wrong.getFirst().split(" "))).isEqualTo(2);
            assertThat(err.toString(UTF_8)).isEqualTo(wrong.getLast() + System.lineSeparator());
        }
    }
}
