package io.gatehouse.localcloud.cloud.isolated;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.HandlerCode;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
@Execution(ExecutionMode.CONCURRENT) // they wait for processes to start, and to be late
@Order(1) // they take longest
@Tag("faults")
class IsolationTest {
    /** Says who it is, after as many milliseconds as it is told; does odd things when it is told so by a text. */
    private static final String HANDLER = """
            implements RequestHandler<Object, Map<String, Object>> {
                static int invocations;
                public Map<String, Object> handleRequest(Object event, Context context) {
                    System.out.println("asked " + event);
                    switch (String.valueOf(event)) {
                        case "exit" -> System.exit(3);
                        case "throw" -> throw new IllegalStateException("broken");
                        case "big" -> { return Map.of("big", "x".repeat(7_000_000)); }
                        case "loop" -> { while (true) { } }
                        default -> { }
                    }
                    if (event instanceof Number millis) {
                        try { Thread.sleep(millis.longValue()); } catch (InterruptedException e) { throw new Error(e); }
                    }
                    return Map.of("pid", ProcessHandle.current().pid(), "invocation", ++invocations,
                            "id", context.getAwsRequestId(), "millis", context.getRemainingTimeInMillis(),
                            "environment", System.getenv(), "folder", System.getProperty("user.dir"),
                            "heap", Runtime.getRuntime().maxMemory() >> 20, "option", System.getProperty("greeting"));
                }
            }
            """;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Isolation isolation = new Isolation(IsolationOptions.defaults());

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        var environments = environments();
        isolation.close();
        threads.shutdownNow();
        await().atMost(Duration.ofSeconds(5)).until(() -> environments.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Other tests have theirs at the same time; these load a library from this test's folder. */
    private List<ProcessHandle> environments() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .toList();
    }

    private Invoker function(String body) throws IOException {
        return function(body, IsolationOptions.defaults(), OptionalInt.empty(), false);
    }

    private Invoker function(String body, IsolationOptions options, OptionalInt reserved, boolean snapStart)
            throws IOException {
        isolation.close();
        isolation = new Isolation(options);
        var function = isolation.function(new FunctionDefinition(
                "Echo",
                "Handler",
                HandlerCode.compile(folder, body),
                true,
                Duration.ofSeconds(3),
                128,
                reserved,
                snapStart,
                Optional.of("INFO"),
                () -> Map.of("GREETING", "hello", "JAVA_TOOL_OPTIONS", "-Dgreeting=hello")));
        isolation.start(folder.resolve("environments"));
        return function;
    }

    private static InvocationResult invoke(Invoker function, String event) {
        return function.invoke(event.getBytes(UTF_8));
    }

    private static String payload(InvocationResult answer) {
        return new String(answer.payload(), UTF_8);
    }

    private static String field(InvocationResult answer, String name) {
        assertThat(answer.functionError())
                .as(payload(answer) + answer.logTail())
                .isNull();
        return payload(answer).replaceFirst(".*\"" + name + "\":\"?([^,\"}]*).*", "$1");
    }

    private List<InvocationResult> atOnce(Invoker function, int requests, String event) throws Exception {
        var calls = IntStream.range(0, requests)
                .<Callable<InvocationResult>>mapToObj(i -> () -> invoke(function, event))
                .toList();
        var answers = threads.invokeAll(calls);
        return answers.stream().map(Future::resultNow).toList();
    }

    @Test
    void aHandlerRunsInASeparateProcessWithLambdasVariablesOnly() throws Exception {
        var function = function(HANDLER);
        var first = invoke(function, "1");
        var second = invoke(function, "1");

        assertThat(Long.parseLong(field(first, "pid")))
                .isNotEqualTo(ProcessHandle.current().pid());
        assertThat(field(second, "pid")).isEqualTo(field(first, "pid"));
        assertThat(field(second, "invocation")).isEqualTo("2");
        assertThat(Integer.parseInt(field(second, "millis"))).isBetween(1, 3000);
        assertThat(field(first, "folder")).isEqualTo(folder.resolve("code").toString());
        assertThat(Integer.parseInt(field(first, "heap")))
                .as("85 % of the memory, or a little less")
                .isBetween(95, 109);
        assertThat(field(first, "option")).isEqualTo("hello");
        assertThat(payload(first))
                .contains("\"GREETING\":\"hello\"", "\"_HANDLER\":\"Handler\"", "\"AWS_REGION\":\"us-east-1\"")
                .contains("\"AWS_LAMBDA_LOG_FORMAT\":\"JSON\"", "\"AWS_LAMBDA_LOG_LEVEL\":\"INFO\"")
                .doesNotContain("\"HOME\"", "\"USER\"", "AWS_LAMBDA_MAX_CONCURRENCY");
    }

    @Test
    void theLogHasLambdasStartEndAndReportLines() throws Exception {
        var function = function(HANDLER);
        var first = invoke(function, "1");
        var id = field(first, "id");
        assertThat(first.logTail())
                .contains(
                        "START RequestId: " + id + " Version: $LATEST\n",
                        "asked 1\n",
                        "END RequestId: " + id + "\nREPORT RequestId: " + id + "\tDuration: ")
                .containsPattern(
                        "ms\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: \\d+\\.\\d\\d ms\t\n$");
        for (var i = 0; i < 50; i++) {
            var answer = invoke(function, "\"n" + i + "\"");
            assertThat(answer.logTail().lines().toList()).hasSize(4).element(1).isEqualTo("asked n" + i);
            assertThat(answer.logTail()).doesNotContain("Init Duration");
        }
    }

    @Test
    void failuresHaveLambdasErrorsAndTheNextRequestIsAnswered() throws Exception {
        var function = function(HANDLER);

        var thrown = invoke(function, "\"throw\"");
        assertThat(thrown.functionError()).isEqualTo("Unhandled");
        assertThat(payload(thrown)).contains("\"errorMessage\":\"broken\"", "java.lang.IllegalStateException");
        assertThat(thrown.logTail()).contains("\"level\":\"ERROR\"", "at Handler.handleRequest");

        var ended = invoke(function, "\"exit\"");
        assertThat(ended.functionError()).isEqualTo("Unhandled");
        assertThat(payload(ended)).contains("Runtime.ExitError", "Runtime exited with error: exit status 3");

        var big = invoke(function, "\"big\"");
        assertThat(payload(big)).contains("Function.ResponseSizeTooLarge", "(6291556 bytes)");

        var before = field(invoke(function, "1"), "pid");
        var late = invoke(function, "\"loop\"");
        assertThat(late.isTimedOut()).isTrue();
        assertThat(payload(late)).contains("Task timed out after 3.00 seconds");
        assertThat(late.logTail()).contains("asked loop");
        assertThat(field(invoke(function, "1"), "pid"))
                .as("killed and restarted")
                .isNotEqualTo(before);
    }

    @Test
    void aFailedInitIsReportedAndTriedAgain() throws Exception {
        var function = function("""
                implements RequestHandler<Object, String> {
                    public Handler() {
                        System.out.println("making");
                        if (!new File("../ready").exists()) throw new IllegalStateException("not yet");
                    }
                    public String handleRequest(Object event, Context context) { return "made"; }
                }
                """);
        var answer = invoke(function, "1");
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(payload(answer)).contains("not yet", "java.lang.IllegalStateException");
        assertThat(answer.logTail()).contains("making", "not yet").doesNotContain("Init Duration: 0.00");
        Files.createFile(folder.resolve("ready"));
        assertThat(payload(invoke(function, "1"))).isEqualTo("\"made\"");
    }

    @Test
    void environmentsGrowWithRequestsUpToTheReservedConcurrencyThenThrottle() throws Exception {
        var function = function(HANDLER, IsolationOptions.defaults(), OptionalInt.of(2), false);
        var answers = atOnce(function, 5, "1000");
        assertThat(answers.stream().filter(InvocationResult::isThrottled)).hasSize(3);
        assertThat(answers.stream().filter(answer -> !answer.isThrottled()).map(answer -> field(answer, "pid")))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(environments()).hasSize(2);
        assertThat(function(HANDLER, IsolationOptions.defaults(), OptionalInt.of(0), false)
                        .invoke("1".getBytes(UTF_8))
                        .isThrottled())
                .isTrue();
    }

    @Test
    void aKilledIdleEnvironmentIsReplaced() throws Exception {
        var function = function(HANDLER, IsolationOptions.defaults(), OptionalInt.of(1), false);
        var killed = field(invoke(function, "1"), "pid");
        environments().forEach(ProcessHandle::destroyForcibly);

        await().until(() -> !invoke(function, "1").isThrottled());
        assertThat(field(invoke(function, "1"), "pid")).isNotEqualTo(killed);
    }

    @Test
    void anInitOver10SecondsIsRetriedWithinTheFunctionTimeout() throws Exception {
        var function = function("""
                implements RequestHandler<Object, String> {
                    public Handler() throws Exception { Thread.sleep(60_000); }
                    public String handleRequest(Object event, Context context) { return "made"; }
                }
                """);
        var start = System.nanoTime();
        var answer = invoke(function, "1");
        assertThat(answer.isTimedOut()).isTrue();
        assertThat(payload(answer)).contains("Task timed out after 3.00 seconds");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(13), Duration.ofSeconds(30));
    }

    @Test
    void requestsWithoutAnEnvironmentsSecretAreRefused() throws Exception {
        var api = field(invoke(function(HANDLER), "1"), "AWS_LAMBDA_RUNTIME_API");
        var next = "/2018-06-01/runtime/invocation/next";
        var request =
                HttpRequest.newBuilder(URI.create("http://" + api.replaceFirst("/.*", "/" + "0".repeat(32)) + next));
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void aDebuggedFunctionHasNoTimeLimit() throws Exception {
        var port = LoopbackPorts.free(0, "");
        var options = new IsolationOptions(1, 10, Duration.ofMinutes(1), Map.of("Echo", port), false);
        var function = function(HANDLER, options, OptionalInt.empty(), false);
        field(invoke(function, "3500"), "pid");
        try (var debugger = new Socket(InetAddress.ofLiteral(LocalServer.HOST), port)) {
            debugger.getOutputStream().write("JDWP-Handshake".getBytes(US_ASCII));
            assertThat(debugger.getInputStream().readNBytes(14))
                    .asString(US_ASCII)
                    .isEqualTo("JDWP-Handshake");
        }
    }

    @Test
    void idleEnvironmentsEnd() throws Exception {
        var options = new IsolationOptions(1, 10, Duration.ofMillis(500), Map.of(), false);
        var function = function(HANDLER, options, OptionalInt.empty(), false);
        field(invoke(function, "1"), "pid");
        assertThat(environments()).hasSize(1);
        await().atMost(Duration.ofSeconds(5)).until(() -> environments().isEmpty());
    }

    @Test
    void oneEnvironmentTakesSeveralRequestsAtATime() throws Exception {
        var function = function(
                HANDLER,
                new IsolationOptions(8, 1, Duration.ofMinutes(1), Map.of(), false),
                OptionalInt.empty(),
                false);
        var start = System.nanoTime();
        var answers = atOnce(function, 8, "1000");
        assertThat(answers.stream().map(answer -> field(answer, "pid")).distinct())
                .hasSize(1);
        assertThat(answers.stream().map(answer -> field(answer, "id")).distinct())
                .hasSize(8);
        assertThat(payload(answers.getFirst())).contains("\"AWS_LAMBDA_MAX_CONCURRENCY\":\"8\"");
        assertThat(atOnce(function, 9, "1000").stream().filter(InvocationResult::isThrottled))
                .hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void changedClassesRunAtTheNextRequest() throws Exception {
        var function = function(HANDLER);
        var before = field(invoke(function, "1"), "pid");
        HandlerCode.compile(folder, HANDLER.replace("\"pid\"", "\"processId\""));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> payload(invoke(function, "1")).contains("processId"));
        assertThat(ProcessHandle.of(Long.parseLong(before)).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void snapStartHooksAreCalledInOrder() throws Exception {
        var function = function(
                """
                implements RequestHandler<Object, List<String>>, com.amazonaws.services.lambda.crac.Resource {
                    final List<String> calls = new ArrayList<>();
                    public Handler() {
                        com.amazonaws.services.lambda.crac.Core.getGlobalContext().register(this);
                        calls.add("made " + System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
                        calls.add(System.getProperty("org.crac.Core.Compat"));
                    }
                    public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<? extends com.amazonaws.services.lambda.crac.Resource> context) {
                        calls.add("before");
                    }
                    public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends com.amazonaws.services.lambda.crac.Resource> context) {
                        calls.add("after");
                    }
                    public List<String> handleRequest(Object event, Context context) { return calls; }
                }
                """.replace("Context context)", "com.amazonaws.services.lambda.runtime.Context context)"),
                IsolationOptions.defaults(),
                OptionalInt.empty(),
                true);
        var answer = invoke(function, "1");
        assertThat(payload(answer))
                .isEqualTo("[\"made snap-start\",\"com.amazonaws.services.lambda.crac\",\"before\",\"after\"]");
        assertThat(answer.logTail()).contains("Restore Duration: ");
    }

    @Test
    void aFailingHookBeforeTheSnapshotIsTheFunctionError() throws Exception {
        var function = function("""
                implements RequestHandler<Object, Object>, com.amazonaws.services.lambda.crac.Resource {
                    public Handler() { com.amazonaws.services.lambda.crac.Core.getGlobalContext().register(this); }
                    public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<?> context) {
                        throw new IllegalStateException("no snapshot");
                    }
                    public void afterRestore(com.amazonaws.services.lambda.crac.Context<?> context) { }
                    public Object handleRequest(Object event, com.amazonaws.services.lambda.runtime.Context context) { return 1; }
                }
                """, IsolationOptions.defaults(), OptionalInt.empty(), true);
        var answer = invoke(function, "1");
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(payload(answer)).contains("CheckpointException");
    }
}
