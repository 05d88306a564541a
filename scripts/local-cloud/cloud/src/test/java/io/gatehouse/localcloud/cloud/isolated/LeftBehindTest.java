package io.gatehouse.localcloud.cloud.isolated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.HandlerCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of environments when the local cloud is killed. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
@Tag("faults")
class LeftBehindTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void environmentsEndWithTheLocalCloudEvenInABusyHandler() throws Exception {
        var jvm = startInAnotherJvm();
        var environment = environmentOf(jvm);
        jvm.destroyForcibly().waitFor();
        await().atMost(PATIENCE).until(() -> !environment.isAlive());
    }

    @Test
    void theNextLocalCloudEndsOrphanedEnvironments() throws Exception {
        var jvm = startInAnotherJvm();
        var environment = environmentOf(jvm);
        new ProcessBuilder("kill", "-STOP", Long.toString(environment.pid()))
                .start()
                .waitFor();
        jvm.destroyForcibly().waitFor();
        assertThat(environment.isAlive()).as("it is stopped").isTrue();
        try (var isolation = new Isolation(IsolationOptions.defaults())) {
            isolation.start(folder.resolve("environments"));
            assertThat(environment.isAlive()).isFalse();
            assertThat(Files.exists(folder.resolve("environments/Busy-1.pid"))).isFalse();
        }
    }

    private Process startInAnotherJvm() throws IOException {
        HandlerCode.compile(folder, """
                implements RequestHandler<Object, Object> {
                    public Object handleRequest(Object event, Context context) {
                        System.out.println(ProcessHandle.current().pid());
                        while (true) { }
                    }
                }
                """);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), folder.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle environmentOf(Process jvm) throws IOException {
        var output = new BufferedReader(jvm.inputReader());
        return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }

    /** Invokes a function that does not end; what it prints comes to standard output. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            var folder = Path.of(arguments[0]);
            var isolation = new Isolation(IsolationOptions.defaults());
            var function = isolation.function(new FunctionDefinition(
                    "Busy",
                    "Handler",
                    folder.resolve("code"),
                    true,
                    Duration.ofMinutes(1),
                    128,
                    OptionalInt.empty(),
                    false,
                    Optional.empty(),
                    Map::of));
            isolation.start(folder.resolve("environments"));
            function.invoke("1".getBytes(UTF_8));
        }
    }
}
