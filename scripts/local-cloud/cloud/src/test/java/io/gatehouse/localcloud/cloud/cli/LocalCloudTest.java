package io.gatehouse.localcloud.cloud.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.localcloud.cloud.deployment.Cloud;
import io.gatehouse.localcloud.cloud.deployment.CloudOptions;
import io.gatehouse.localcloud.cloud.deployment.Progress;
import io.gatehouse.localcloud.services.LocalServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It looks at the standard streams.")
class LocalCloudTest {
    /** With which a JVM starts on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String AGAIN =
            "{\"Records\":[{\"body\":\"again\",\"eventSourceARN\":\"arn:aws:sqs:x:1:shop-Orders\"}]}";
    private static final String JDWP_HANDSHAKE = "JDWP-Handshake";
    /** Its length, its id, no flags, command 9 of the command set VirtualMachine. */
    private static final byte[] JDWP_RESUME = {0, 0, 0, 11, 0, 0, 0, 1, 0, 1, 9};

    @TempDir
    Path folder;

    private final PrintStream standardOut = System.out;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) throws Exception {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(
                1,
                List.of(
                        "--template",
                        template().toString(),
                        "--data",
                        folder.resolve("data").toString()));
        return LocalCloud.run(all.toArray(String[]::new));
    }

    private static Path template() throws URISyntaxException {
        return Path.of(LocalCloudTest.class.getResource("/shop/template.yaml").toURI());
    }

    @AfterEach
    void restore() {
        System.setOut(standardOut);
        System.setErr(standardError);
    }

    private Path event(String json) throws Exception {
        return Files.writeString(folder.resolve("event.json"), json);
    }

    @Test
    void invokePrintsTheAnswerAndTheLogSeparately() throws Exception {
        var book = folder.resolve("book");
        var code = run(
                "invoke",
                "TickFunction",
                event("\"hello\"").toString(),
                "--quiet",
                "--parameter-overrides",
                "Book=" + book);
        assertThat(code).as(err.toString(UTF_8)).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("null\n");
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(book).hasContent("hello\n");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
    void invokeIsolatedUsesASeparateJvm() throws Exception {
        var book = folder.resolve("book");
        var event = event("\"hello\"").toString();
        assertThat(run("invoke", "--isolated", "TickFunction", event, "--parameter-overrides", "Book=" + book))
                .as(() -> err.toString(UTF_8))
                .isZero();
        assertThat(err.toString(UTF_8)).contains("START RequestId: ", "Max Memory Used: ", "Init Duration: ");
        assertThat(book).hasContent("hello\n");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
    void invokeTakesVariablesFromAFile() throws Exception {
        var envVars = envVars("{\"Parameters\": {\"BOOK\": \"%1$s/all\"}, \"TickFunction\": {\"BOOK\": \"%1$s/own\"}}");
        var event = event("\"hello\"").toString();
        assertThat(run("invoke", "TickFunction", "-e", event, "-n", envVars, "--parameter-overrides", "Book=x"))
                .as(() -> err.toString(UTF_8))
                .isZero();
        assertThat(folder.resolve("own")).hasContent("hello\n");
    }

    private String envVars(String json) throws Exception {
        return Files.writeString(folder.resolve("env-vars.json"), json.formatted(folder))
                .toString();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
    void replayOnARunningCloudWaitsForADebugger() throws Exception {
        var options = new CloudOptions(
                template(),
                folder.resolve("data"),
                false,
                0,
                0,
                Optional.empty(),
                Map.of("Book", folder.resolve("book").toString()),
                false,
                Optional.empty());
        var event = event(AGAIN).toString();
        var envVars = envVars("{\"WorkerFunction\": {\"BOOK\": \"%s/debugged\"}}");
        try (var cloud = Cloud.start(options, Progress.silent());
                var thread = Executors.newSingleThreadExecutor()) {
            cloud.serve();
            var replay = thread.submit(() -> run("replay", event, "--env-vars", envVars, "--debug-port", "0"));
            try (var debugger = await().atMost(PATIENCE).ignoreExceptions().until(this::debugger, Objects::nonNull)) {
                debugger.getInputStream().readNBytes(JDWP_HANDSHAKE.length());
                assertThat(folder.resolve("debugged")).doesNotExist();
                debugger.getOutputStream().write(JDWP_RESUME);
                assertThat(replay.get()).as(() -> err.toString(UTF_8)).isZero();
            }
        }
        assertThat(folder.resolve("debugged")).hasContent("again\n");
    }

    private Socket debugger() throws IOException {
        var port = err.toString(UTF_8).replaceFirst("(?s).*Waiting for a debugger on port (\\d+)\n.*", "$1");
        var socket = new Socket(InetAddress.ofLiteral(LocalServer.HOST), Integer.parseInt(port));
        socket.getOutputStream().write(JDWP_HANDSHAKE.getBytes(US_ASCII));
        return socket;
    }

    @Test
    void replayFindsTheFunctionByItsQueue() throws Exception {
        var book = folder.resolve("book");
        var event = event(AGAIN);
        assertThat(run("replay", event.toString(), "--parameter-overrides", "Book=" + book))
                .isZero();
        assertThat(err.toString(UTF_8)).contains("REPORT RequestId: ");
        assertThat(book).hasContent("again\n");
    }

    @Test
    void rowsBesideAnEventAreWrittenFirst() throws Exception {
        var book = folder.resolve("book");
        Files.writeString(folder.resolve("event.rows.json"), "\"two orders\"");
        var event = event(AGAIN).toString();

        assertThat(run("replay", event, "--parameter-overrides", "Book=" + book))
                .isZero();
        assertThat(book).hasContent("two orders\nagain\n");
        assertThat(err.toString(UTF_8)).contains(folder.resolve("event.rows.json") + ": null\n");

        assertThat(run("invoke", "WorkerFunction", event, "--parameter-overrides", "Book=" + book))
                .isZero();
        assertThat(book).hasContent("two orders\nagain\ntwo orders\nagain\n");
    }

    @Test
    void rowsThatCannotBeWrittenAreReportedInOneLineAndTheFunctionIsNotInvoked() throws Exception {
        var book = folder.resolve("book");
        var rows = Files.writeString(folder.resolve("event.rows.json"), "{}");
        var event = event(AGAIN).toString();

        assertThat(run("replay", event, "--quiet", "--parameter-overrides", "Book=" + book))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith(rows + ": ").hasLineCount(1);
        err.reset();
        assertThat(run("replay", event, "--quiet", "--parameter-overrides", "Book=" + book, "Stage=dev"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .isEqualTo(rows + ": there is no function TickFunction to write rows;"
                        + " there are OrderFunction, WorkerFunction, PaintFunction.\n");
        assertThat(book).doesNotExist();
    }

    @Test
    void aFailingHandlerExitsWith1() throws Exception {
        assertThat(run("invoke", "OrderFunction", event("{}").toString(), "--parameter-overrides", "Book=x"))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("\"errorType\" : \"java.lang.NullPointerException\"");
    }

    @Test
    void wrongUsageExitsWith2AndOneLine() throws Exception {
        assertThat(run("dev", "--port", "many")).isEqualTo(2);
        assertThat(run("dev", "--port", "65536")).isEqualTo(2);
        assertThat(run("dev", "--port", "3999", "--console-port", "3999")).isEqualTo(2);
        assertThat(run("dev", "--nonsense")).isEqualTo(2);
        assertThat(run("dev", "--isolated", "--idle-seconds", "0")).isEqualTo(2);
        assertThat(run("invoke", "TickFunction", folder.resolve("absent").toString()))
                .isEqualTo(2);
        assertThat(run("invoke", "TickFunction", event("{").toString())).isEqualTo(2);
        assertThat(run("replay", event("{}").toString())).isEqualTo(2);
        var event = event("{}").toString();
        assertThat(run("invoke", "TickFunction", event, "-d", "65536")).isEqualTo(2);
        assertThat(run("invoke", "TickFunction", event, "-n", "absent")).isEqualTo(2);
        assertThat(run("invoke", "TickFunction", event, "-n", envVars("BOOK=x")))
                .isEqualTo(2);
        assertThat(run("invoke", "TickFunction", event, "-n", envVars("{\"BOOK\": \"x\"}")))
                .isEqualTo(2);
        assertThat(run("dev", "--parameter-overrides", "Stage")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).endsWith("--parameter-overrides takes NAME=VALUE, not Stage.\n");
        assertThat(err.toString(UTF_8).lines()).hasSize(13).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void aTakenDebugPortIsReportedInOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(LocalServer.HOST))) {
            var port = Integer.toString(taken.getLocalPort());
            assertThat(run("invoke", "TickFunction", event("{}").toString(), "-d", port))
                    .isEqualTo(1);
            assertThat(err.toString(UTF_8))
                    .isEqualTo("Port %s is taken: stop what uses it, or choose another with --debug-port.%n"
                            .formatted(port));
        }
    }

    @Test
    void anUnknownFunctionIsReportedWithTheKnownOnes() throws Exception {
        assertThat(run("invoke", "Nope", event("{}").toString(), "--quiet", "--parameter-overrides", "Book=x"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8).strip())
                .isEqualTo("There is no function Nope; there are "
                        + "OrderFunction, WorkerFunction, TickFunction, PaintFunction.");
    }
}
