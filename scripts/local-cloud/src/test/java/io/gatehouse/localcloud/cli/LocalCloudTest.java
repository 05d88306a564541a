package io.gatehouse.localcloud.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It looks at the standard streams.")
class LocalCloudTest {
    @TempDir
    Path folder;

    private final PrintStream standardOut = System.out;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) throws Exception {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        var template =
                Path.of(LocalCloudTest.class.getResource("/shop/template.yaml").toURI());
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(
                1,
                List.of(
                        "--template",
                        template.toString(),
                        "--data",
                        folder.resolve("data").toString()));
        return LocalCloud.run(all.toArray(String[]::new));
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
    void invokePrintsTheAnswerAndApartFromItTheLog() throws Exception {
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
    void invokeRunsAFunctionInAJvmOfItsOwnIfAskedTo() throws Exception {
        var book = folder.resolve("book");
        var event = event("\"hello\"").toString();
        assertThat(run("invoke", "--isolated", "TickFunction", event, "--parameter-overrides", "Book=" + book))
                .as(() -> err.toString(UTF_8))
                .isZero();
        assertThat(err.toString(UTF_8)).contains("START RequestId: ", "Max Memory Used: ", "Init Duration: ");
        assertThat(book).hasContent("hello\n");
    }

    @Test
    void replayFindsTheFunctionByItsQueue() throws Exception {
        var book = folder.resolve("book");
        var event = event("{\"Records\":[{\"body\":\"again\",\"eventSourceARN\":\"arn:aws:sqs:x:1:shop-Orders\"}]}");
        assertThat(run("replay", event.toString(), "--parameter-overrides", "Book=" + book))
                .isZero();
        assertThat(err.toString(UTF_8)).contains("REPORT RequestId: ");
        assertThat(book).hasContent("again\n");
    }

    @Test
    void aHandlerThatFailsEndsWith1() throws Exception {
        assertThat(run("invoke", "OrderFunction", event("{}").toString(), "--parameter-overrides", "Book=x"))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("\"errorType\" : \"java.lang.NullPointerException\"");
    }

    @Test
    void wrongUsageEndsWith2AndOneLine() throws Exception {
        assertThat(run("dev", "--port", "many")).isEqualTo(2);
        assertThat(run("dev", "--port", "65536")).isEqualTo(2);
        assertThat(run("dev", "--port", "3999", "--console-port", "3999")).isEqualTo(2);
        assertThat(run("dev", "--nonsense")).isEqualTo(2);
        assertThat(run("dev", "--isolated", "--idle-seconds", "0")).isEqualTo(2);
        assertThat(run("invoke", "TickFunction", folder.resolve("absent").toString()))
                .isEqualTo(2);
        assertThat(run("invoke", "TickFunction", event("{").toString())).isEqualTo(2);
        assertThat(run("replay", event("{}").toString())).isEqualTo(2);
        assertThat(run("dev", "--parameter-overrides", "Stage")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).endsWith("--parameter-overrides takes NAME=VALUE, not Stage.\n");
        assertThat(err.toString(UTF_8).lines()).hasSize(9).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void anUnknownFunctionIsAnsweredWithThoseThatThereAre() throws Exception {
        assertThat(run("invoke", "Nope", event("{}").toString(), "--quiet", "--parameter-overrides", "Book=x"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8).strip())
                .isEqualTo("There is no function Nope; there are "
                        + "OrderFunction, WorkerFunction, TickFunction, PaintFunction.");
    }
}
