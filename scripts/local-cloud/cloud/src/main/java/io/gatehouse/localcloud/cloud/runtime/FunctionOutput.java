package io.gatehouse.localcloud.cloud.runtime;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.io.function.Uncheck;

/** A standard stream that also writes what an invocation prints to its log; it is flushed every 50 ms. */
public final class FunctionOutput extends OutputStream {
    private static volatile boolean keptToLogs;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long FLUSH_MILLIS = 50;
    private static final ScheduledExecutorService FLUSHER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("function-output").factory());

    private final OutputStream terminal;
    private final AtomicBoolean flushComing = new AtomicBoolean();

    private FunctionOutput(OutputStream terminal) {
        this.terminal = new BufferedOutputStream(terminal, BUFFER_BYTES);
    }

    /** From now on {@code System.out} and {@code System.err} of this process know who prints. Idempotent. */
    public static synchronized void install() {
        if (!(System.out instanceof Routed)) {
            System.setOut(new Routed(System.out));
            System.setErr(new Routed(System.err));
        }
    }

    /** Prints what a function has printed elsewhere, and writes it to the logs of the invocations that it may be of. */
    public static void print(byte[] output, List<InvocationLog> logs) {
        var first = logs.isEmpty() ? new InvocationLog() : logs.getFirst();
        logs.stream().skip(1).forEach(log -> log.append(output));
        ScopedValue.where(InvocationLog.CURRENT, first).run(() -> System.out.write(output, 0, output.length));
    }

    /** From now on what a function prints is in its log only, not on the terminal. */
    public static void keepToLogs() {
        keptToLogs = true;
    }

    private static final class Routed extends PrintStream {
        Routed(PrintStream terminal) {
            super(new FunctionOutput(terminal), true, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!InvocationLog.CURRENT.isBound()) {
            terminal.write(bytes, offset, length);
            return;
        }
        InvocationLog.CURRENT.get().append(bytes, offset, length);
        if (!keptToLogs) {
            terminal.write(bytes, offset, length);
            flushSoon();
        }
    }

    @Override
    public void flush() throws IOException {
        if (!InvocationLog.CURRENT.isBound()) {
            terminal.flush();
        }
    }

    private void flushSoon() {
        if (flushComing.compareAndSet(false, true)) {
            var _ = FLUSHER.schedule(this::flushNow, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void flushNow() {
        flushComing.set(false);
        Uncheck.run(terminal::flush);
    }
}
