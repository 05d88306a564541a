package io.gatehouse.localcloud.cloud.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTest {
    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private Cloud start(Map<String, String> parameters) throws Exception {
        return start(shop(), parameters);
    }

    private Cloud start(Path template) {
        return start(template, Map.of());
    }

    private Cloud start(Path template, Map<String, String> parameters) {
        var all = new HashMap<>(Map.of("Book", folder.resolve("book").toString()));
        all.putAll(parameters);
        return Cloud.start(options(template, folder.resolve("data"), 0, all), Progress.silent());
    }

    private static CloudOptions options(Path template, Path data, int port, Map<String, String> parameters) {
        return new CloudOptions(template, data, false, port, 0, Optional.empty(), parameters, false, Optional.empty());
    }

    private HttpResponse<String> post(String url, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("X-Amz-Log-Type", "Tail")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private List<String> book() throws IOException {
        var book = folder.resolve("book");
        return Files.exists(book) ? Files.readAllLines(book) : List.of();
    }

    @Test
    void anotherProductsTemplateWorksEndToEnd() throws Exception {
        try (var cloud = start(Map.of())) {
            cloud.serve();
            assertThat(cloud.name()).isEqualTo("Shop");
            var order = post(cloud.apiUrl() + "/orders/7", "{}");
            assertThat(order.statusCode()).isEqualTo(202);
            assertThat(order.body()).isEqualTo("green paint, Create");
            assertThat(post(cloud.apiUrl() + "/orders", "{}").statusCode()).isEqualTo(404);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(book()).contains("order 7", "tick"));

            var function = cloud.consoleUrl() + "/2015-03-31/functions/%s";
            var invocations = function + "/invocations";
            var invoked = post(invocations.formatted("TickFunction"), "\"by hand\"");
            assertThat(invoked.statusCode()).isEqualTo(200);
            assertThat(invoked.headers().firstValue("X-Amz-Log-Result")).isPresent();
            assertThat(book()).contains("by hand");
            assertThat(post(invocations.formatted("Absent"), "{}").statusCode()).isEqualTo(404);
            assertThat(post(invocations.formatted("TickFunction"), "{").statusCode())
                    .isEqualTo(400);

            assertThat(get(function.formatted("arn:aws:lambda:x:1:function:OrderFunction"))
                            .body())
                    .contains(
                            "\"Handler\":\"shop.OrderFunction\"",
                            "\"GREETING\":\"green paint, Create\"",
                            "\"LogFormat\":\"JSON\"");
            assertThat(get(function.formatted("Absent")).statusCode()).isEqualTo(404);

            assertThat(get(cloud.consoleUrl() + "/api/functions").body())
                    .contains("\"id\":\"OrderFunction\"", "POST /orders/{id}", "shop-Orders", "rate(1 second)");
            assertThat(get(cloud.consoleUrl() + "/api/invocations").body())
                    .contains("order 7", "\\\"rawPath\\\":\\\"/orders/7\\\"", "by hand", "REPORT RequestId");
            assertThat(get(cloud.consoleUrl() + "/api/queues").body())
                    .contains("\"id\":\"Orders\",\"function\":\"WorkerFunction\",\"deadLetterQueue\":\"DeadOrders\"");
            assertThat(get(cloud.consoleUrl() + "/api/cloud").body())
                    .isEqualTo("{\"name\":\"Shop\",\"api\":\"%s\",\"isDescribed\":false}".formatted(cloud.apiUrl()));

            var page = get(cloud.consoleUrl() + "/receipt");
            assertThat(page.body()).contains("<title>Receipt</title>");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("connect-src 'self' " + cloud.apiUrl());
            assertThat(get(cloud.consoleUrl() + "/cloud.json").body())
                    .isEqualTo("{\"api\":\"%s\"}".formatted(cloud.apiUrl()));

            var file = CloudFile.read(folder.resolve("data")).orElseThrow();
            assertThat(file.api()).isEqualTo(cloud.apiUrl());
            assertThat(file.queues()).containsKeys("Orders", "DeadOrders");
            assertThat(file.functionsByQueue()).containsValue("WorkerFunction");
            assertThatThrownBy(() -> start(Map.of())).hasMessageStartingWith("A local cloud already runs on ");
        }
        assertThat(CloudFile.read(folder.resolve("data"))).isEmpty();
    }

    @Test
    void theCloudFileOfAKilledCloudIsIgnored() throws Exception {
        var data = folder.resolve("data");
        var someoneAlive = ProcessHandle.current().pid();
        start(Map.of()).close();
        Files.writeString(
                data.resolve("cloud.json"), "{\"pid\":%s,\"api\":\"http://localhost:1\"}".formatted(someoneAlive));
        assertThat(CloudFile.read(data)).isEmpty();
        try (var cloud = start(Map.of())) {
            assertThat(CloudFile.read(data)).as("nothing is served yet").isEmpty();
            cloud.serve();
            assertThat(CloudFile.read(data).map(CloudFile::api)).contains(cloud.apiUrl());
        }
    }

    @Test
    void laterStartsUpdateCustomResources() throws Exception {
        start(Map.of()).close();
        try (var cloud = start(Map.of())) {
            cloud.serve();
            assertThat(post(cloud.apiUrl() + "/orders/1", "{}").body()).isEqualTo("green paint, Update");
        }
    }

    @Test
    void aFailingCustomResourceEndsTheStartWithOneLine() throws Exception {
        assertThatThrownBy(() -> start(Map.of("Failure", "out of paint")))
                .isInstanceOf(LocalCloudException.class)
                .hasMessage("The custom resource Paint failed: out of paint.");
        assertThatThrownBy(() -> start(Map.of("Failure", "thrown")))
                .hasMessage("The custom resource Paint failed: java.lang.IllegalStateException: no brush.");
        start(Map.of()).close();
    }

    @Test
    void eachObstacleToAStartIsReportedInOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = options(folder.resolve("absent.yaml"), folder, taken.getLocalPort(), Map.of());
            assertThatThrownBy(() -> Cloud.start(options, Progress.silent()))
                    .hasMessage("Port %s is taken: stop what uses it, or choose another with --port."
                            .formatted(taken.getLocalPort()));
        }
        assertThatThrownBy(() -> start(Map.of("Colour", "red")))
                .isInstanceOf(LocalCloudException.class)
                .hasMessage("The template has no parameter Colour; it has Book, Failure, Stage.");
        var file = Files.write(folder.resolve("file"), "x".getBytes(UTF_8));
        var options = options(shop(), file.resolve("data"), 0, Map.of("Book", "x"));
        assertThatThrownBy(() -> Cloud.start(options, Progress.silent()))
                .isInstanceOf(LocalCloudException.class)
                .hasMessageMatching("The folder .* cannot be used: .*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop.OrderFunction          | shop.OrderFuncton           | :27: OrderFunction.Handler is shop.OrderFuncton, which is no class in CODE: correct it, or compile.
            CodeUri: CODE               | CodeUri: functions/shop     | :27: OrderFunction.CodeUri leads to nothing: correct it, or build it first.
            LogFormat: JSON             | LogFormat: Json             | :27: OrderFunction.LoggingConfig.LogFormat must be JSON or Text, not Json.
            rate(1 second)              | rate(1 seconds)             | :46: TickFunction.Events.Tick.Properties.ScheduleExpression must be rate(1 second), as EventBridge spells it.
            Method: post                | Methode: post               | :27: OrderFunction.Events.Order.Properties.Methode is not a property of event HttpApi.
            Method: post,               | ''                          | :27: OrderFunction.Events.Order.Properties.Method is missing.
            , Path: '/orders/{id}'      | ''                          | :27: OrderFunction.Events.Order.Properties.Path is missing.
            Method: post                | Method: fetch               | :27: OrderFunction.Events.Order.Properties.Method must be one of ANY, *, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT.
            Method: post                | Method: post, PayloadFormatVersion: "1.0" | :27: OrderFunction.Events.Order.Properties.PayloadFormatVersion is 1.0; the local cloud emulates 2.0 only.
            Method: post                | Method: post, TimeoutInMillis: 50         | :27: OrderFunction.Events.Order.Properties.TimeoutInMillis is not emulated by the local cloud: leave it out here by an Fn::If with AWS::NoValue.
            LogFormat: JSON             | LogFormat: JSON, Level: DEBUG             | :27: OrderFunction.LoggingConfig.Level is not a property of AWS::Serverless::Function.
            BatchSize: 5                | BatchSize: 5, FilterCriteria: {Filters: []} | :39: WorkerFunction.Events.Orders.Properties.FilterCriteria is not emulated by the local cloud: leave it out here by an Fn::If with AWS::NoValue.
            RedrivePolicy: {deadLetterTargetArn: !GetAtt DeadOrders.Arn, maxReceiveCount: 2} | FifoQueue: true | :65: Orders.FifoQueue is true; the local cloud emulates false only.
            Type: HttpApi               | Type: HttpAPI               | :27: OrderFunction.Events.Order.Type is HttpAPI; the local cloud knows the events HttpApi, SQS, Schedule, ScheduleV2.
            Handler: shop.PaintFunction | Handlr: shop.PaintFunction  | :54: PaintFunction.Handlr is not a property of AWS::Serverless::Function.
            !Ref Orders                 | !Ref Order                  | :33: Ref names Order, which is no resource or parameter of this stack.
            maxReceiveCount             | maxReceives                 | :65: Orders.RedrivePolicy.maxReceives is not a property of AWS::SQS::Queue.
            AWS::SQS::Queue             | AWS::SQS::Queu              | :65: Orders.Type is AWS::SQS::Queu, which the local cloud does not know: correct it, or give the resource a Condition that does not hold here.
            """)
    void aBrokenTemplateIsToldInOneLine(String right, String wrong, String message) {
        assertThatThrownBy(() -> start(brokenTemplate(right, wrong)).close())
                .isInstanceOf(LocalCloudException.class)
                .hasMessage("template.yaml" + message.replace("CODE", code().toString()));
        assertThat(folder.resolve("data")).as("nothing is started or deleted").doesNotExist();
    }

    @Test
    void aRouteOfTwoFunctionsIsRefused() {
        var second = "Events: {Second: {Type: HttpApi, Properties: {Method: POST, Path: '/orders/{name}'}}}";
        assertThatThrownBy(() -> start(brokenTemplate(
                        "Handler: shop.PaintFunction", "{Handler: shop.PaintFunction, %s}".formatted(second))))
                .hasMessage("template.yaml:54: PaintFunction.Events.Second.Properties.Path is taken: "
                        + "POST /orders/{name} leads to OrderFunction.");
    }

    @Test
    void aCycleOfCustomResourcesEndsTheStartWithOneLine() throws Exception {
        var failure = "      Failure: !Ref Failure\n";
        var circle =
                "      Failure: !Ref Second\n  Second:\n    Type: Custom::Paint\n    DependsOn: Paint\n    Properties:\n"
                        + "      ServiceToken: !GetAtt PaintFunction.Arn\n";
        var template = brokenTemplate(failure, circle);

        assertThatThrownBy(() -> start(template, Map.of()))
                .isInstanceOf(LocalCloudException.class)
                .message()
                .isIn(
                        "Custom resources depend on each other in a circle: Paint, Second.",
                        "Custom resources depend on each other in a circle: Second, Paint.");
    }

    private Path brokenTemplate(String right, String wrong) throws Exception {
        var text = Files.readString(shop()).replace("Pages: pages", "").replace("CodeUri: ..", "CodeUri: CODE");
        assertThat(text).contains(right);
        return Files.writeString(
                folder.resolve("template.yaml"),
                text.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong))
                        .replace("CODE", code().toString()));
    }

    private static Path shop() throws Exception {
        return Path.of(CloudTest.class.getResource("/shop/template.yaml").toURI());
    }

    private static Path code() {
        try {
            return Path.of(CloudTest.class.getResource("/").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
