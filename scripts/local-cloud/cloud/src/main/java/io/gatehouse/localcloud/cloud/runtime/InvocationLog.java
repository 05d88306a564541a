package io.gatehouse.localcloud.cloud.runtime;

import java.nio.charset.StandardCharsets;

/** What one invocation prints: its last 4 KiB, which Lambda's {@code X-Amz-Log-Type: Tail} returns. */
public final class InvocationLog {
    /** The invocation that the current thread works for. */
    static final ScopedValue<InvocationLog> CURRENT = ScopedValue.newInstance();

    private static final int LIMIT = 4096;

    private byte[] tail = new byte[0];

    public void append(byte[] bytes) {
        append(bytes, 0, bytes.length);
    }

    synchronized void append(byte[] bytes, int offset, int length) {
        var keep = Math.min(tail.length, Math.max(0, LIMIT - length));
        var add = Math.min(length, LIMIT);
        var joined = new byte[keep + add];
        System.arraycopy(tail, tail.length - keep, joined, 0, keep);
        System.arraycopy(bytes, offset + length - add, joined, keep, add);
        tail = joined;
    }

    public synchronized String tail() {
        return tail.length == 0 ? "" : new String(tail, StandardCharsets.UTF_8);
    }
}
