package io.gatehouse.localcloud.cloud.isolated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that outlives this one for a moment, whatever ends it, and then kills the environments that are left. The
 * runtime interface client ends when the Runtime API is gone, but not in the middle of a handler that goes on.
 */
final class Watchdog implements AutoCloseable {
    /** Its input ends when this process does. */
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            alive=' '
            while read -r event pid; do
                case $event in
                    started) alive="$alive$pid " ;;
                    ended) alive="${alive%% $pid *} ${alive#* $pid }" ;;
                esac
            done
            [ "$alive" = ' ' ] || kill -KILL $alive
            """;

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Writer input;
    private boolean closed;

    private Watchdog(Process process) {
        this.input = process.outputWriter(StandardCharsets.US_ASCII);
    }

    static Watchdog start() {
        try {
            return new Watchdog(new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void started(long pid) {
        tell("started " + pid);
    }

    void ended(long pid) {
        tell("ended " + pid);
    }

    /** Whoever has killed it will have to do without; the next local cloud ends what is left. */
    private synchronized void tell(String what) {
        if (closed) {
            return;
        }
        try {
            input.write(what + "\n");
            input.flush();
        } catch (IOException gone) {
            LOG.warn("The watchdog of the execution environments is gone: {}", gone.toString());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        input.close();
    }
}
