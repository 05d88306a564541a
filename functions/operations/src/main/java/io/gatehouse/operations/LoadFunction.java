package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * {@code GET /api/load}: a fixed amount of work for the processor, to see how the service scales. Not deployed to
 * production.
 */
public final class LoadFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int ROUNDS = 20_000;
    private static final byte[] BLOCK = new byte[4096];

    /** @param invocations of this execution environment, this one included */
    private record View(String instance, long invocations, long millis) {}

    private final AtomicLong invocations = new AtomicLong();

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, this::loaded);
    }

    private Response loaded(Request request) {
        var started = System.nanoTime();
        var checksum = new CRC32C();
        for (var round = 0; round < ROUNDS; round++) {
            checksum.update(BLOCK);
        }
        var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        return Response.ok(new View(request.instance(), invocations.incrementAndGet(), millis));
    }
}
