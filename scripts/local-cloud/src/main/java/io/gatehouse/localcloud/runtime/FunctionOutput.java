package io.gatehouse.localcloud.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A standard stream that also writes down, for the invocation that prints, what it prints. */
public final class FunctionOutput extends OutputStream {
    private static volatile boolean keptToLogs;

    private final OutputStream terminal;

    private FunctionOutput(OutputStream terminal) {
        this.terminal = terminal;
    }

    /** From now on {@code System.out} and {@code System.err} of this process know who prints. Idempotent. */
    static synchronized void install() {
        if (!(System.out instanceof Routed)) {
            System.setOut(new Routed(System.out));
            System.setErr(new Routed(System.err));
        }
    }

    /** From now on what a function prints is in its log only, not on the terminal. */
    public static void keepToLogs() {
        keptToLogs = true;
    }

    private static final class Routed extends PrintStream {
        Routed(PrintStream terminal) {
            super(new FunctionOutput(terminal), false, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (InvocationLog.CURRENT.isBound()) {
            InvocationLog.CURRENT.get().append(bytes, offset, length);
            if (keptToLogs) {
                return;
            }
        }
        terminal.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        terminal.flush();
    }
}
