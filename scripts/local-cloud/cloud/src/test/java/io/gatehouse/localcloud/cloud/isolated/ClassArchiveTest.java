package io.gatehouse.localcloud.cloud.isolated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.HandlerCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
class ClassArchiveTest {
    @TempDir
    Path folder;

    @Test
    void laterEnvironmentsOfABundleStartWithTheClassesOfTheFirst() throws Exception {
        HandlerCode.compile(folder, """
                implements RequestHandler<Object, List<String>> {
                    public List<String> handleRequest(Object event, Context context) {
                        return java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments();
                    }
                }
                """);
        Files.move(folder.resolve("code"), folder.resolve("classes"));
        Files.writeString(
                folder.resolve("classpath"),
                RequestHandler.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath());

        assertThat(optionsOfTwoEnvironments(true))
                .contains("DumpLoadedClassList")
                .doesNotContain("SharedArchiveFile");
        assertThat(optionsOfTwoEnvironments(false))
                .contains("SharedArchiveFile")
                .doesNotContain("DumpLoadedClassList");
        assertThat(files(".unfinished")).isEmpty();
    }

    private String optionsOfTwoEnvironments(boolean awaitArchive) throws Exception {
        try (var isolation = new Isolation(IsolationOptions.defaults())) {
            var function = isolation.function(new FunctionDefinition(
                    "Echo",
                    "Handler",
                    folder.resolve("bundle"),
                    false,
                    Duration.ofSeconds(3),
                    128,
                    OptionalInt.empty(),
                    false,
                    Optional.empty(),
                    Map::of));
            isolation.start(folder.resolve("environments"));
            var other = CompletableFuture.supplyAsync(() -> function.invoke("1".getBytes(UTF_8)));
            var answers = List.of(function.invoke("2".getBytes(UTF_8)), other.join());
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.functionError())
                            .as(answer.logTail())
                            .isNull());
            if (awaitArchive) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !files(".jsa").isEmpty());
            }
            return answers.stream()
                    .map(answer -> new String(answer.payload(), UTF_8))
                    .collect(Collectors.joining());
        }
    }

    private List<Path> files(String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
