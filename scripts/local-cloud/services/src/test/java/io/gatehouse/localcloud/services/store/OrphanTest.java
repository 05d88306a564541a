package io.gatehouse.localcloud.services.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a server whose JVM ends without stopping it. */
@Tag("faults")
class OrphanTest {
    @TempDir
    Path folder;

    @Test
    void aServerEndsWithItsJvm() throws Exception {
        var jvm = startServerInAnotherJvm();
        var server = serverOf(jvm);
        jvm.destroy();
        await().until(() -> !server.isAlive());
    }

    @Test
    void aServerIsNotStartedWhileItsJvmEnds() throws Exception {
        var jvm = startInAnotherJvm(FirstStartMain.class);
        await().until(() -> Files.exists(folder.resolve("data.unfinished")));
        jvm.destroy();
        jvm.waitFor();
        assertThat(folder.resolve("data")).as("the JVM ended after initdb").exists();
        assertThat(new PidFile(folder.resolve("postgres.pid")).orphan()).isEmpty();
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void theNextStartStopsTheServerOfAKilledJvm() throws Exception {
        var jvm = startServerInAnotherJvm();
        var orphan = serverOf(jvm);
        jvm.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        try (var server = RedisServer.start(folder)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(server.pid()).isNotEqualTo(orphan.pid());
        }
    }

    @Test
    void orphansAreKilledBeforeTheirFolderIsDeleted() throws Exception {
        var jvm = startServerInAnotherJvm();
        var orphan = serverOf(jvm);
        jvm.destroyForcibly().waitFor();
        PidFile.killOrphans(folder);
        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void anotherProcessWithTheRecordedIdIsLeftAlone() throws Exception {
        var bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder.resolve("redis.pid"), """
                    {"pid": %s, "owner": 1, "started": "2026-01-01T00:00:00Z", "executable": "/usr/bin/redis-server"}""".formatted(bystander.pid()));
            try (var server = RedisServer.start(folder)) {
                assertThat(server.pid()).isPositive();
                assertThat(bystander.isAlive()).isTrue();
            }
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void aTruncatedPidFileDoesNotPreventAStart() throws Exception {
        Files.writeString(folder.resolve("redis.pid"), "12");
        try (var server = RedisServer.start(folder)) {
            assertThat(server.pid()).isPositive();
        }
    }

    private Process startServerInAnotherJvm() throws IOException {
        return startInAnotherJvm(ServerMain.class);
    }

    private Process startInAnotherJvm(Class<?> main) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), main.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle serverOf(Process jvm) throws IOException {
        var output = new BufferedReader(jvm.inputReader());
        return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }

    /** Starts a server, prints its process id, and stays. */
    static final class ServerMain {
        private ServerMain() {}

        public static void main(String[] arguments) throws InterruptedException {
            var server = RedisServer.start(Path.of(arguments[0]));
            System.out.println(server.pid());
            Thread.currentThread().join();
        }
    }

    /** Starts a server for the first time, which the end of this JVM waits for, as that of the local cloud does. */
    static final class FirstStartMain {
        private FirstStartMain() {}

        public static void main(String[] arguments) {
            var start = Thread.ofPlatform().unstarted(() -> PostgresServer.start(Path.of(arguments[0])));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> joined(start)));
            start.start();
            joined(start);
        }

        private static void joined(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
