package io.gatehouse.localcloud.cloud.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFunctionTest {
    @TempDir
    Path folder;

    private Path compile(String body) throws IOException {
        return HandlerCode.compile(folder, body);
    }

    private static LocalFunction function(Path code, String handler, Map<String, String> environment) {
        return new LocalFunction(definition(code, handler, environment));
    }

    private static FunctionDefinition definition(Path code, String handler, Map<String, String> environment) {
        return new FunctionDefinition(
                "Echo",
                handler,
                code,
                false,
                Duration.ofSeconds(1),
                256,
                OptionalInt.empty(),
                false,
                Optional.empty(),
                () -> environment);
    }

    private static String invoke(LocalFunction function, String event) {
        var answer = function.invoke(event.getBytes(UTF_8));
        assertThat(answer.functionError()).as(answer.logTail()).isNull();
        return new String(answer.payload(), UTF_8);
    }

    @Test
    void aRequestHandlerGetsItsEventAsItsOwnType() throws IOException {
        var code = compile("""
                implements RequestHandler<Handler.In, Handler.Out> {
                    public static class In { private int a; public void setA(int a) { this.a = a; } }
                    public static class Out { public int getTwice() { return twice; } int twice; }
                    public Out handleRequest(In in, Context context) {
                        var out = new Out(); out.twice = in.a * 2; return out;
                    }
                }
                """);
        assertThat(invoke(function(code, "Handler", Map.of()), "{\"a\":21}")).isEqualTo("{\"twice\":42}");
    }

    @Test
    void aStreamHandlerReadsAndWritesBytes() throws IOException {
        var code = compile("""
                implements RequestStreamHandler {
                    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
                        in.transferTo(out);
                    }
                }
                """);
        assertThat(invoke(function(code, "Handler", Map.of()), "[1]")).isEqualTo("[1]");
    }

    @Test
    void aHandlerStringMayNameAMethod() throws IOException {
        var code = compile("""
                {
                    public List<String> names(Map<String, Integer> event, Context context) {
                        return List.of(event.keySet().iterator().next(), context.getFunctionName());
                    }
                }
                """);
        assertThat(invoke(function(code, "Handler::names", Map.of()), "{\"x\":1}"))
                .isEqualTo("[\"x\",\"Echo\"]");
    }

    @Test
    void twoFunctionsOfTheSameCodeHaveSeparateVariablesAndStatics() throws IOException {
        var code = compile("""
                implements RequestHandler<Object, List<String>> {
                    static int invocations;
                    public List<String> handleRequest(Object event, Context context) {
                        java.util.function.Function<String, String> byReference = System::getenv;
                        return List.of(System.getenv("NAME"), System.getenv().get("NAME"), byReference.apply("NAME"),
                                "" + System.getenv("PATH"), System.getenv("AWS_LAMBDA_LOG_FORMAT"), "" + ++invocations);
                    }
                }
                """);
        var one = function(code, "Handler", Map.of("NAME", "one"));
        var two = function(code, "Handler", Map.of("NAME", "two"));
        assertThat(invoke(one, "1")).isEqualTo("[\"one\",\"one\",\"one\",\"null\",\"Text\",\"1\"]");
        assertThat(invoke(two, "1")).isEqualTo("[\"two\",\"two\",\"two\",\"null\",\"Text\",\"1\"]");
        assertThat(invoke(one, "1")).endsWith("\"2\"]");
    }

    @Test
    void aBundleRunsFromCompiledClassesUnlessItIsPackaged() throws IOException {
        var body = """
                implements RequestHandler<Object, String> {
                    public String handleRequest(Object event, Context context) { return "%s"; }
                }
                """;
        Files.move(compile(body.formatted("deployed")), folder.resolve("bundle"));
        Files.move(compile(body.formatted("compiled")), folder.resolve("classes"));
        Files.createFile(folder.resolve("classpath"));
        assertThat(invoke(function(folder.resolve("bundle"), false), "1")).isEqualTo("\"compiled\"");
        assertThat(invoke(function(folder.resolve("bundle"), true), "1")).isEqualTo("\"deployed\"");
    }

    private static LocalFunction function(Path code, boolean packaged) {
        return new LocalFunction(new FunctionDefinition(
                "Echo",
                "Handler",
                code,
                packaged,
                Duration.ofSeconds(1),
                256,
                OptionalInt.empty(),
                false,
                Optional.empty(),
                Map::of));
    }

    @Test
    void theContextDescribesTheInvocation() throws IOException {
        var code = compile("""
                implements RequestHandler<Object, List<Object>> {
                    public List<Object> handleRequest(Object event, Context context) {
                        return List.of(context.getAwsRequestId().length(), context.getMemoryLimitInMB(),
                                context.getInvokedFunctionArn(), context.getRemainingTimeInMillis() > 0);
                    }
                }
                """);
        assertThat(invoke(function(code, "Handler", Map.of()), "1"))
                .isEqualTo("[36,256,\"arn:aws:lambda:us-east-1:000000000000:function:Echo\",true]");
    }

    @Test
    void outputOfAnInvocationIsInItsLog() throws IOException {
        var code = compile("""
                implements RequestHandler<String, String> {
                    public String handleRequest(String event, Context context) {
                        System.out.println("out " + event);
                        System.err.println("err " + event);
                        context.getLogger().log("log " + event);
                        return null;
                    }
                }
                """);
        var function = function(code, "Handler", Map.of());
        var logs = IntStream.range(0, 20)
                .parallel()
                .mapToObj(
                        i -> function.invoke(("\"n" + i + "\"").getBytes(UTF_8)).logTail())
                .toList();
        for (var i = 0; i < 20; i++) {
            var n = "n" + i;
            assertThat(logs.get(i).lines().toList()).startsWith("out " + n, "err " + n);
            assertThat(logs.get(i)).contains("log " + n, "REPORT RequestId: ", "Memory Size: 256 MB");
        }
    }

    @Test
    void anExceptionOfAHandlerIsAFunctionError() throws IOException {
        var code = compile("""
                implements RequestHandler<Object, Object> {
                    public Object handleRequest(Object event, Context context) {
                        throw new IllegalStateException("broken");
                    }
                }
                """);
        var answer = function(code, "Handler", Map.of()).invoke("1".getBytes(UTF_8));
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(new String(answer.payload(), UTF_8))
                .contains("broken", "java.lang.IllegalStateException", "Handler.handleRequest")
                .doesNotContain("localcloud");
        assertThat(answer.logTail()).contains("java.lang.IllegalStateException: broken");
    }

    @Test
    void aHandlerWhoseConstructorFailsIsAFunctionErrorAndIsCreatedAgain() throws IOException {
        var code = compile("""
                implements RequestHandler<Object, String> {
                    public Handler() { if (System.getProperty("local.test.ready") == null) throw new Error("not yet"); }
                    public String handleRequest(Object event, Context context) { return "made"; }
                }
                """);
        var function = function(code, "Handler", Map.of());
        assertThat(new String(function.invoke("1".getBytes(UTF_8)).payload(), UTF_8))
                .contains("not yet");
        System.setProperty("local.test.ready", "yes");
        assertThat(invoke(function, "1")).contains("made");
        assertThat(function(code, "Absent", Map.of())
                        .invoke("1".getBytes(UTF_8))
                        .functionError())
                .isEqualTo("Unhandled");
    }

    @Test
    void aTimedOutHandlerIsInterruptedAndTheFunctionStaysUsable() throws IOException {
        var code = compile("""
                implements RequestHandler<Boolean, String> {
                    public String handleRequest(Boolean slow, Context context) {
                        try {
                            if (slow) Thread.sleep(60_000);
                        } catch (InterruptedException e) {
                            System.setProperty("local.test.interrupted", "yes");
                        }
                        return "done";
                    }
                }
                """);
        var function = function(code, "Handler", Map.of());
        var answer = function.invoke("true".getBytes(UTF_8));
        assertThat(answer.isTimedOut()).isTrue();
        assertThat(answer.duration()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        assertThat(answer.logTail()).contains("Task timed out after 1.00 seconds");
        await().until(() -> System.getProperty("local.test.interrupted") != null);
        assertThat(invoke(function, "false")).contains("done");
    }

    @Test
    void changedClassesRunAtTheNextRequestWhileRunningInvocationsFinish() throws Exception {
        var body = """
                implements RequestHandler<Integer, String> {
                    public String handleRequest(Integer millis, Context context) {
                        try { Thread.sleep(millis); } catch (InterruptedException e) { return "interrupted"; }
                        return "%s";
                    }
                }
                """;
        var function = function(compile(body.formatted("old")), "Handler", Map.of());
        assertThat(invoke(function, "0")).contains("old");
        var answers = new ArrayList<String>();
        var slow = Thread.startVirtualThread(() -> answers.add(invoke(function, "900")));
        compile(body.formatted("brand new"));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(invoke(function, "0")).contains("brand new"));
        slow.join();
        assertThat(answers).hasSize(1).allSatisfy(answer -> assertThat(answer).matches("\"(old|brand new)\""));
    }

    private static final String WITH_POOL = """
            implements RequestHandler<Object, String> {
                static class Pool implements AutoCloseable {
                    public void close() { System.setProperty("local.test.closed", "%1$s"); }
                }
                static class Root { final Map<String, Pool> pools = Map.of("one", new Pool()); }
                final Root root = new Root();
                public String handleRequest(Object event, Context context) { return "%1$s"; }
            }
            """;

    @Test
    void resourcesOfAHandlerAreClosedWithItsFunction() throws Exception {
        var function = function(compile(WITH_POOL.formatted("closed")), "Handler", Map.of());
        assertThat(invoke(function, "1")).contains("closed");
        function.close();
        assertThat(System.getProperty("local.test.closed")).isEqualTo("closed");
        assertThat(function.environments()).isEmpty();
    }

    @Test
    void resourcesOfAReplacedHandlerAreClosed() throws Exception {
        var function = function(compile(WITH_POOL.formatted("old")), "Handler", Map.of());
        assertThat(invoke(function, "1")).contains("old");
        compile(WITH_POOL.formatted("brand new"));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(invoke(function, "1")).contains("brand new"));
        assertThat(System.getProperty("local.test.closed")).isEqualTo("old");
    }
}
