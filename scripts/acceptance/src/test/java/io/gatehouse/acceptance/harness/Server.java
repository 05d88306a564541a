package io.gatehouse.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** A server that a cloud runs, with the processes that it has started: to be frozen and killed. */
public record Server(ProcessHandle process) {
    /** From now on connections stay open and nothing answers. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /** Ends it as a crash would. */
    public void kill() {
        signal("KILL");
    }

    private void signal(String name) {
        var command =
                Stream.concat(Stream.of(process), process.descendants()).map(member -> Long.toString(member.pid()));
        try {
            var kill = new ProcessBuilder(Stream.concat(Stream.of("kill", "-" + name), command)
                            .toList())
                    .start();
            assertThat(kill.onExit().join().exitValue()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
