package io.gatehouse.localcloud.cloud.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.localcloud.cloud.isolated.IsolationOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It looks at the standard streams.")
class FollowingCloudTest {
    private static final String TEMPLATE = """
            Description: Shop - changes while it runs
            Globals:
              Function: {Runtime: java25, CodeUri: CODE, Timeout: 20}
            Resources:
              OrderFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: shop.OrderFunction
                  Environment: {Variables: {QUEUE_URL: !Ref Orders, GREETING: hello}}
                  Events:
                    Order: {Type: HttpApi, Properties: {Method: POST, Path: '/orders/{id}'}}
              Orders:
                Type: AWS::SQS::Queue
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REFUSED = " The cloud goes on as it was until the template is saved again.";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private volatile Cloud cloud;
    private FollowingCloud following;

    @BeforeEach
    void serve() throws Exception {
        System.setErr(new PrintStream(err, true, UTF_8));
        save(TEMPLATE);
        following = serve(Optional.empty());
    }

    @AfterEach
    void close() {
        following.close();
        System.setErr(standardError);
    }

    private FollowingCloud serve(Optional<IsolationOptions> isolation) {
        var template = folder.resolve("template.yaml");
        var data = folder.resolve("data");
        var options = new CloudOptions(template, data, false, 0, 0, Optional.empty(), Map.of(), false, isolation);
        return FollowingCloud.start(options, Progress.silent(), serving -> cloud = serving);
    }

    private void save(String template) throws Exception {
        var code = Path.of(FollowingCloudTest.class.getResource("/").toURI());
        Files.writeString(folder.resolve("template.yaml"), template.replace("CODE", code.toString()));
    }

    private HttpResponse<String> order() throws Exception {
        return post("/orders/7");
    }

    private HttpResponse<String> post(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(cloud.apiUrl() + path))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private String console(String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(cloud.consoleUrl() + path)).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private void awaitGreeting(String greeting) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(order().body()).isEqualTo(greeting));
    }

    private List<String> lines(String ending) {
        return err.toString(UTF_8).lines().filter(line -> line.endsWith(ending)).toList();
    }

    @Test
    void aSavedTemplateRestartsTheCloudAtTheSameAddressesOnTheSameData() throws Exception {
        var first = cloud;
        assertThat(order().body()).isEqualTo("hello");
        assertThat(post("/more/7").statusCode()).isEqualTo(404);

        save(TEMPLATE.replace("hello", "good morning").replace("/orders/", "/more/") + """
              Returns:
                Type: AWS::SQS::Queue
            """);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(post("/more/7").body()).isEqualTo("good morning"));
        assertThat(order().statusCode()).isEqualTo(404);
        assertThat(cloud).isNotSameAs(first);
        assertThat(cloud.addresses()).isEqualTo(first.addresses());
        assertThat(console("/api/queues"))
                .contains("\"id\":\"Returns\"")
                .as("both orders wait")
                .contains("\"id\":\"Orders\",\"function\":null,\"deadLetterQueue\":null,\"waiting\":2");
        assertThat(lines(REFUSED)).isEmpty();
    }

    @Test
    void aWrongTemplateIsReportedOnceAndTheCloudKeepsRunning() throws Exception {
        var first = cloud;
        var wrong = Map.of(
                TEMPLATE.replace("Type: AWS::SQS::Queue", "Type: [AWS"),
                "template.yaml:14: expected ',' or ']', but got <stream end>.",
                TEMPLATE.replace("hello", "bye").replace("shop.OrderFunction", "shop.Orderfunction"),
                "template.yaml:6: OrderFunction.Handler is shop.Orderfunction, which is no class in CODE: "
                        + "correct it, or compile.",
                TEMPLATE.replace("!Ref Orders", "!Ref Order"),
                "template.yaml:9: Ref names Order, which is no resource or parameter of this stack.");
        var told = 0;
        for (var change : wrong.entrySet()) {
            save(change.getKey());
            var count = ++told;
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lines(REFUSED)).hasSize(count));
            assertThat(lines(REFUSED).getLast().replaceFirst(" in .*/test-classes", " in CODE"))
                    .isEqualTo(change.getValue() + REFUSED);
            assertThat(order().body()).isEqualTo("hello");
        }
        assertThat(cloud).isSameAs(first);
        save(TEMPLATE.replace("hello", "good morning"));
        awaitGreeting("good morning");
        assertThat(lines(REFUSED)).hasSize(wrong.size());
    }

    @Test
    void aTemplateStillBeingWrittenIsIgnored() throws Exception {
        var whole = TEMPLATE.replace("hello", "good morning");
        for (var length = 20; length < whole.length(); length += 40) {
            save(whole.substring(0, length));
            Thread.sleep(30);
        }
        save(whole);
        awaitGreeting("good morning");
        assertThat(lines(REFUSED)).isEmpty();
    }

    @Test
    void aTemplateThatFailsToStartCanBeCorrected() throws Exception {
        var painted = TEMPLATE.replace("hello", "!Sub '${Paint.Colour} by ${Paint.Request}'") + """
              PaintFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: shop.PaintFunction
              Paint:
                Type: Custom::Paint
                Properties:
                  ServiceToken: !GetAtt PaintFunction.Arn
                  Failure: out of paint
            """;
        save(painted);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lines("The cloud is down until the template is saved again."))
                        .hasSize(1)
                        .first()
                        .asString()
                        .startsWith("The custom resource Paint failed: out of paint."));
        save(painted.replace("out of paint", "''"));
        awaitGreeting("green by Create");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
    void environmentsOfTheOldTemplateEnd() throws Exception {
        following.close();
        following = serve(Optional.of(IsolationOptions.defaults()));
        awaitGreeting("hello");
        save(TEMPLATE.replace("OrderFunction:", "OtherFunction:").replace("hello", "other"));
        awaitGreeting("other");
        await().untilAsserted(() -> assertThat(environments()).isOne());
    }

    private static long environments() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .count();
    }
}
