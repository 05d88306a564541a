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
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It looks at the standard streams.")
class ReloadTest {
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
    private static final String ROUTE = "Order: {Type: HttpApi, Properties: {Method: POST, Path: '/orders/{id}'}}";
    private static final String REFUSED = " The cloud goes on as it was until the template is saved again.";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Cloud cloud;

    @BeforeEach
    void serve() throws Exception {
        System.setErr(new PrintStream(err, true, UTF_8));
        save(TEMPLATE);
        cloud = serve(Optional.empty());
    }

    @AfterEach
    void close() {
        cloud.close();
        System.setErr(standardError);
    }

    private Cloud serve(Optional<IsolationOptions> isolation) {
        var template = folder.resolve("template.yaml");
        var data = folder.resolve("data");
        var options = new CloudOptions(template, data, false, 0, 0, Optional.empty(), Map.of(), false, isolation);
        var started = Cloud.start(options, Progress.silent());
        started.serve();
        return started;
    }

    private void save(String template) throws Exception {
        var code = Path.of(ReloadTest.class.getResource("/").toURI());
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
        await().untilAsserted(() -> assertThat(order().body()).isEqualTo(greeting));
    }

    private List<String> refusals() {
        return err.toString(UTF_8)
                .lines()
                .filter(line -> line.endsWith(REFUSED))
                .toList();
    }

    @Test
    void variablesAndRoutesAreThoseOfTheSavedTemplate() throws Exception {
        assertThat(order().body()).isEqualTo("hello");
        assertThat(post("/more/7").statusCode()).isEqualTo(404);

        var more = ROUTE.replace("Order:", "More:").replace("orders", "more");
        save(TEMPLATE.replace("hello", "good morning").replace(ROUTE, ROUTE + "\n        " + more));
        awaitGreeting("good morning");
        assertThat(post("/more/7").body()).isEqualTo("good morning");
        assertThat(console("/api/functions"))
                .contains("POST /more/{id}")
                .as("the counts go on")
                .doesNotContainPattern("\"invocations\":[01],");

        save(TEMPLATE.replace("/orders/", "/more/"));
        await().untilAsserted(() -> assertThat(order().statusCode()).isEqualTo(404));
        assertThat(post("/more/7").body()).isEqualTo("hello");
        assertThat(refusals()).isEmpty();
    }

    @Test
    void functionsQueuesAndSchedulesComeAndGo() throws Exception {
        order();
        var book = folder.resolve("book");
        save(TEMPLATE.replace("!Ref Orders", "!Ref Returns") + """
              Returns:
                Type: AWS::SQS::Queue
              WorkerFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: shop.WorkerFunction::work
                  Environment: {Variables: {BOOK: %1$s}}
                  Events:
                    Returns: {Type: SQS, Properties: {Queue: !GetAtt Returns.Arn}}
              TickFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: shop.WorkerFunction::tick
                  Environment: {Variables: {BOOK: %1$s}}
                  Events:
                    Tick: {Type: Schedule, Properties: {Schedule: rate(1 second), Input: '"tick"'}}
            """.formatted(book));
        await().until(() -> console("/api/functions").contains("TickFunction"));
        order();
        await().untilAsserted(() -> assertThat(Files.readAllLines(book)).contains("order 7", "tick"));
        assertThat(console("/api/queues")).contains("\"id\":\"Returns\",\"function\":\"WorkerFunction\"");
        var file = CloudFile.read(folder.resolve("data")).orElseThrow();
        assertThat(file.functions()).containsExactly("OrderFunction", "WorkerFunction", "TickFunction");
        assertThat(file.queues()).containsKeys("Orders", "Returns");

        save(TEMPLATE);
        await().until(() -> !console("/api/functions").contains("TickFunction"));
        Files.delete(book);
        Thread.sleep(1200);
        assertThat(book).doesNotExist();
        assertThat(console("/api/queues")).doesNotContain("Returns").contains("\"waiting\":1");
        assertThat(CloudFile.read(folder.resolve("data")).orElseThrow().functions())
                .containsExactly("OrderFunction");
    }

    @Test
    void aWrongTemplateIsToldOnceAndLeavesEverythingAsItIsUntilItIsMended() throws Exception {
        assertThat(order().body()).isEqualTo("hello");
        var wrong = Map.of(
                TEMPLATE.replace("Type: AWS::SQS::Queue", "Type: [AWS"),
                "template.yaml:14: expected ',' or ']', but got <stream end>.",
                TEMPLATE.replace("hello", "bye").replace("shop.OrderFunction", "shop.Orderfunction"),
                "template.yaml:6: OrderFunction.Handler is shop.Orderfunction, which is no class in CODE: "
                        + "correct it, or compile.",
                TEMPLATE.replace("hello", "!GetAtt Orders.Colour"),
                "template.yaml:13: Orders.Colour is not known to the local cloud.",
                TEMPLATE.replace("Shop -", "Market -").replace("hello", "bye"),
                "The template's name and Pages are those of the start: start the cloud anew.",
                TEMPLATE.replace("hello", "bye") + "  Store: {Type: AWS::RDS::DBCluster}\n",
                "template.yaml:14: Store: its server starts with the local cloud only: start that anew.");
        var told = 0;
        for (var change : wrong.entrySet()) {
            save(change.getKey());
            var count = ++told;
            await().untilAsserted(() -> assertThat(refusals()).hasSize(count));
            assertThat(refusals().getLast().replaceFirst(" in .*/test-classes", " in CODE"))
                    .isEqualTo(change.getValue() + REFUSED);
            assertThat(order().body()).isEqualTo("hello");
        }
        save(TEMPLATE.replace("hello", "good morning"));
        awaitGreeting("good morning");
        assertThat(err.toString(UTF_8).lines()).hasSize(wrong.size());
    }

    @Test
    void aTemplateThatIsStillBeingWrittenIsNotLookedAt() throws Exception {
        var whole = TEMPLATE.replace("hello", "good morning");
        for (var length = 20; length < whole.length(); length += 40) {
            save(whole.substring(0, length));
            Thread.sleep(30);
        }
        save(whole);
        awaitGreeting("good morning");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void customResourcesAreCreatedAndThoseUpdatedWhosePropertiesChange() throws Exception {
        var painted = TEMPLATE.replace("hello", "!Sub '${Paint.Colour} by ${Paint.Request}'") + """
              PaintFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: shop.PaintFunction
              Paint:
                Type: Custom::Paint
                Properties:
                  ServiceToken: !GetAtt PaintFunction.Arn
                  Failure: ''
            """;
        save(painted);
        awaitGreeting("green by Create");
        save(painted.replace("by", "paint by"));
        awaitGreeting("green paint by Create");
        save(painted + "      Coats: 2\n");
        awaitGreeting("green by Update");
        save(painted.replace("Failure: ''", "Failure: out of paint"));
        await().untilAsserted(() ->
                assertThat(refusals()).containsExactly("The custom resource Paint failed: out of paint." + REFUSED));
        assertThat(order().body()).isEqualTo("green by Update");
    }

    @Test
    void nobodyNoticesWhenATemplateIsReplaced() throws Exception {
        assertThat(changeUnderTraffic("one", "two")).containsOnlyKeys(202);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
    void nobodyNoticesWithEnvironmentsAndWhatIsGoneHasNoneLeft() throws Exception {
        cloud.close();
        cloud = serve(Optional.of(IsolationOptions.defaults()));
        assertThat(changeUnderTraffic("one")).containsOnlyKeys(202);
        assertThat(environments()).isPositive();

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

    /** How often there was each status. */
    private Map<Integer, Integer> changeUnderTraffic(String... greetings) throws Exception {
        var statuses = new ConcurrentHashMap<Integer, Integer>();
        var ended = new AtomicBoolean();
        Callable<Void> client = () -> {
            while (!ended.get()) {
                statuses.merge(order().statusCode(), 1, Integer::sum);
            }
            return null;
        };
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = clients.submit(client);
            var other = clients.submit(client);
            try {
                for (var greeting : greetings) {
                    save(TEMPLATE.replace("hello", greeting));
                    await().atMost(Duration.ofSeconds(20))
                            .untilAsserted(() -> assertThat(order().body()).isEqualTo(greeting));
                }
            } finally {
                ended.set(true);
            }
            one.get();
            other.get();
        }
        return statuses;
    }
}
