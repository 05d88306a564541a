package io.gatehouse.operations;

import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * {@code GET /api/load}: a fixed amount of work for the processor, to see how the service scales. Not deployed to
 * production.
 */
public final class LoadFunction extends HttpFunction {
    private static final int ROUNDS = 20_000;
    private static final byte[] BLOCK = new byte[4096];

    /** @param invocations of this execution environment, this one included */
    private record View(String instance, long invocations, long millis) {}

    private final AtomicLong invocations = new AtomicLong();

    public LoadFunction() {
        super(Operations.issuer());
    }

    @Override
    protected Response handle(Request request) {
        var started = System.nanoTime();
        var checksum = new CRC32C();
        for (var round = 0; round < ROUNDS; round++) {
            checksum.update(BLOCK);
        }
        var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        return Response.ok(new View(request.instance(), invocations.incrementAndGet(), millis));
    }
}
