package io.gatehouse.localcloud.cloud.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.localcloud.cloud.console.QueuesPart.Queue;
import io.gatehouse.localcloud.cloud.http.Cors;
import io.gatehouse.localcloud.cloud.http.HttpApi;
import io.gatehouse.localcloud.cloud.http.HttpApi.Route;
import io.gatehouse.localcloud.cloud.http.LambdaApi;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.testing.Browser;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.SentMail;
import io.gatehouse.localcloud.services.store.QueueDefinition;
import io.gatehouse.localcloud.services.store.SqsClient;
import io.gatehouse.localcloud.services.store.SqsServer;
import io.helidon.webserver.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The console's page in a browser. */
@Tag("tools")
@Order(1) // it takes long
class ConsolePageTest {
    private static final String DESCRIPTION = """
            openapi: 3.1.0
            info: {title: Shop, version: 1.0.0}
            paths:
              /login:
                post:
                  operationId: login
                  summary: Signs in.
                  requestBody:
                    content: {application/json: {schema: {$ref: '#/components/schemas/Login'}}}
                  responses: {'200': {description: A token.}}
              /orders/{id}:
                get:
                  operationId: order
                  summary: Reads an order.
                  security: [{bearer: []}]
                  parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                  responses: {'200': {description: The order.}}
            components:
              securitySchemes: {bearer: {type: http, scheme: bearer}}
              schemas:
                Login: {type: object, properties: {email: {type: string, format: email}}}
            """;

    @TempDir
    Path folder;

    private final Recorder recorder = new Recorder();
    private Browser browser;
    private Mailbox mailbox;
    private SqsServer server;
    private SqsClient sqs;
    private WebServer api;
    private Invoker orders;
    private Console console;

    @BeforeEach
    void start() throws Exception {
        browser = Browser.start();
        mailbox = Mailbox.open(folder.resolve("mails.jsonl"));
        server = SqsServer.temporary(QueueDefinition.of("orders").withRedrive("dead", 2), QueueDefinition.of("dead"));
        sqs = new SqsClient(server.endpoint());
        orders = recorder.record("OrderFunction", ConsolePageTest::order);
        api = api();
        var url = "http://localhost:" + api.port();
        console = Console.start(
                0,
                url,
                new ApiPart("Shop", url, Optional.of("/openapi.yaml")),
                new FunctionsPart(
                        List.of(new FunctionsPart.Description(
                                "OrderFunction", "shop.OrderFunction", 512, 10, List.of("GET /orders/{id}"))),
                        recorder),
                new QueuesPart(
                        server,
                        sqs,
                        List.of(
                                queue("Orders", "orders", Optional.of("DeadOrders")),
                                queue("DeadOrders", "dead", Optional.empty()))),
                new MailPart(mailbox),
                new LambdaApi(name -> Optional.of(new LambdaApi.Target(null, orders, 0))));
    }

    /** Says which order, and who asks for it. */
    private static InvocationResult order(byte[] event) {
        var text = new String(event, UTF_8);
        var caller = text.contains("Bearer opensesame") ? "the signed-in" : "nobody";
        var body =
                text.contains("/login") ? "{\\\"token\\\":\\\"opensesame\\\"}" : "{\\\"for\\\":\\\"" + caller + "\\\"}";
        return new InvocationResult(
                "{\"statusCode\":200,\"body\":\"%s\"}".formatted(body).getBytes(UTF_8),
                null,
                "{\"level\":\"INFO\",\"message\":\"order read\"}\nREPORT RequestId: 1\n",
                Duration.ofMillis(3));
    }

    private WebServer api() {
        var description = recorder.record(
                "DescriptionFunction",
                event -> new InvocationResult(
                        "{\"statusCode\":200,\"body\":\"%s\"}"
                                .formatted(DESCRIPTION.replace("\n", "\\n"))
                                .getBytes(UTF_8),
                        null,
                        "",
                        Duration.ZERO));
        var routes = List.of(
                new Route("GET", "/openapi.yaml", description),
                new Route("POST", "/login", orders),
                new Route("GET", "/orders/{id}", orders));
        var cors = new Cors(
                List.of("*"), List.of("GET", "POST"), List.of("authorization", "content-type"), List.of(), null, false);
        return LocalServer.start(0, routing -> routing.any(new HttpApi(routes, cors)));
    }

    private Queue queue(String id, String name, Optional<String> deadLetterQueue) {
        return new Queue(id, name, null, deadLetterQueue.orElse(null));
    }

    @AfterEach
    void stop() throws Exception {
        if (browser != null) {
            var complaints = browser.complaints();
            browser.close(); // first, for its page complains of a console that is gone
            assertThat(complaints).isEmpty();
        }
        if (console != null) {
            console.close();
            api.stop();
            sqs.close();
            server.close();
        }
    }

    private void open(String view) throws Exception {
        browser.open("http://localhost:%s/#%s".formatted(console.port(), view));
        browser.untilItSays("Live");
    }

    private static byte[] event(String path) {
        return "{\"requestContext\":{\"http\":{\"method\":\"GET\",\"path\":\"%s\"}},\"routeKey\":\"GET /orders/{id}\"}"
                .formatted(path)
                .getBytes(UTF_8);
    }

    private void send(String queue, String body) throws Exception {
        sqs.call("SendMessage", Map.of("QueueUrl", server.queueUrl(queue), "MessageBody", body));
    }

    @Test
    void theFunctionsPageShowsRunningInvocations() throws Exception {
        open("functions");
        browser.untilItSays("1 functions, 0 invocations");

        orders.invoke(event("/orders/7"));

        browser.untilItSays("1 functions, 1 invocations");
        assertThat(browser.evaluate("document.querySelector('#functions-rows tr').innerText"))
                .contains("OrderFunction", "GET /orders/{id}", "512 MB, 10 s");
    }

    @Test
    void aRequestIsFoundAndInvokedAgainByKeyboard() throws Exception {
        orders.invoke(event("/orders/7"));
        orders.invoke(event("/orders/8"));
        open("functions");

        browser.tabTo("a[href='#requests']");
        browser.press(Keys.ENTER);
        browser.tabTo("#requests-list a");
        browser.press(Keys.ARROW_DOWN);
        browser.until("document.querySelector('#request h2')?.innerText === 'GET /orders/7'");
        assertThat(browser.evaluate("document.querySelector('#request').innerText"))
                .contains("\"for\": \"nobody\"", "order read", "REPORT RequestId: 1", "\"path\": \"/orders/7\"");
        browser.tabTo("#request button.main");
        assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        browser.press(Keys.ENTER);

        browser.until("document.querySelectorAll('#requests-list li').length === 3");
        browser.until("document.querySelector('#requests-list a').matches('[aria-current]')");
        assertThat(recorder.after(0).getLast().event().text()).isEqualTo(new String(event("/orders/7"), UTF_8));
    }

    @Test
    void theRedriveButtonMovesDeadLettersBack() throws Exception {
        send("dead", "one");
        send("dead", "two");
        open("queues");
        browser.until("document.querySelector('.dead').innerText === '2'");
        assertThat(browser.evaluate("document.querySelector('#dead-count').innerText"))
                .isEqualTo("2");
        assertThat(browser.evaluate("document.querySelector('.dead-letters').innerText"))
                .contains("one", "two");

        browser.tabTo(".redrive");
        browser.press(Keys.SPACE);

        browser.until("document.querySelector('.waiting').innerText === '2'");
        browser.until("document.querySelector('.redrive').disabled");
    }

    @Test
    void aHebrewMailIsShownRightToLeftWithoutScripts() throws Exception {
        var html = "<html dir='rtl'><script>parent.document.title = 'stolen'</script><p>שלום</p>"
                + "<a href='http://localhost:3001/verify-email?token=abc'>אישור</a></html>";
        mailbox.add(new SentMail(
                "1",
                "=?UTF-8?B?16nXog==?= =?UTF-8?B?16g=?= <no-reply@example.com>",
                "dana@example.com",
                "welcome",
                "ברוכים הבאים",
                "שלום",
                html,
                "2026-11-23T21:05:27.123Z"));
        open("mail/1");
        browser.untilItSays("ברוכים הבאים");
        browser.untilItSays("שער <no-reply@example.com>");

        assertThat(browser.evaluate("getComputedStyle(document.querySelector('#mail-subject')).direction"))
                .isEqualTo("rtl");
        assertThat(browser.evaluate("document.querySelector('#mail-html').sandbox.value"))
                .doesNotContain("allow-scripts", "allow-same-origin");
        browser.tabTo("#mail-as-text");
        browser.press(Keys.ENTER);
        browser.until("getComputedStyle(document.querySelector('#mail-text')).direction === 'rtl'");
        assertThat(browser.evaluate("document.title")).isEqualTo("Shop · Local cloud");
    }

    @Test
    void theApiPageSendsATokenWithAnOperation() throws Exception {
        open("functions");
        browser.until("!document.querySelector('#api-link').hidden");
        browser.tabTo("#api-link");
        browser.press(Keys.ENTER);
        browser.untilItSays("Reads an order.");

        browser.click("button.authorize");
        browser.type(".auth-container input", "opensesame");
        browser.click(".modal-ux button.authorize");
        browser.click(".modal-ux .btn-done");
        browser.click("#operations-default-order .opblock-summary-control");
        browser.type("#operations-default-order .parameters input", "7/8");
        browser.click("#operations-default-order button.execute");

        browser.untilItSays("the signed-in");
        assertThat(recorder.after(0).getLast().event().text()).contains("\"id\":\"7/8\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void allTextIsReadableInBothColourSchemes(String scheme) throws Exception {
        orders.invoke(event("/orders/7"));
        mailbox.add(new SentMail(
                "1",
                "no-reply@example.com",
                "dana@example.com",
                "welcome",
                "Welcome",
                "Hello",
                null,
                "2026-11-23T21:05:27.123Z"));
        browser.prefer(scheme);
        for (var view :
                List.of("functions", "requests/" + recorder.after(0).getFirst().id(), "queues", "mail/1")) {
            open("");
            open(view);
            browser.until("document.querySelector('main > section:not([hidden])').innerText.length > 20");
            assertThat(browser.evaluate(ILLEGIBLE)).as(view).isEqualTo("[]");
        }
        assertThat(
                        browser.evaluate(
                                "getComputedStyle(document.body).colorScheme + getComputedStyle(document.body).backgroundColor"))
                .contains(scheme.equals("dark") ? "rgb(15, 18, 22)" : "rgb(245, 246, 248)");
    }

    /** The texts whose contrast to their ground is below 4.5 to 1, which WCAG 2.2 asks for. */
    private static final String ILLEGIBLE = """
            (() => {
                const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
                const pixel = colours => {
                    colours.forEach(colour => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); });
                    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
                };
                const luminance = rgb => rgb.map(value => value / 255)
                    .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
                    .reduce((sum, value, i) => sum + value * [.2126, .7152, .0722][i], 0);
                const grounds = node => node ? [...grounds(node.parentElement), getComputedStyle(node).backgroundColor] : [];
                const isLegible = node => {
                    const [dark, light] = [grounds(node), [...grounds(node), getComputedStyle(node).color]]
                        .map(colours => luminance(pixel(colours))).sort((a, b) => a - b);
                    return (light + .05) / (dark + .05) >= 4.5;
                };
                return [...document.querySelectorAll('body *:not(:disabled)')]
                    .filter(node => node.checkVisibility() && [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()))
                    .filter(node => !isLegible(node))
                    .map(node => node.textContent.slice(0, 40));
            })()
            """;
}
