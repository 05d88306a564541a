package io.gatehouse.web;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.basics.TimeBudget;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A function behind a route. It answers a request, or throws, which {@link Problems} answers. Each request leaves one
 * line in the access log. Counts nothing; see {@link OpenFunction}, {@link SignedInFunction} and
 * {@link VisitedFunction}.
 */
public abstract class HttpFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger ACCESS = LoggerFactory.getLogger("access");

    /** Time budget of a request; leaves 0.5 s to answer 503 within 3 s. */
    private static final Duration BUDGET = Duration.ofMillis(2_500);

    /** Time budget until the environment has answered once: its requests load classes and connect. */
    private static final Duration COLD_BUDGET = Duration.ofSeconds(7);

    private static volatile boolean warm;

    private final Problems problems;

    /** @param issuer under which the pages about problems are */
    protected HttpFunction(URI issuer) {
        this.problems = new Problems(issuer);
    }

    protected HttpFunction(Api api) {
        this.problems = api.problems();
    }

    /** @throws IllegalArgumentException when the event is not one of an HTTP API; for nothing else */
    @Override
    public final APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        checkFormat(event);
        var started = System.nanoTime();
        var id = Optional.ofNullable(event.getRequestContext().getRequestId()).orElseGet(context::getAwsRequestId);
        var request = new Request(event, id, context.getLogStreamName());
        try (var _ = MDC.putCloseable("requestId", id)) {
            var response = TimeBudget.within(
                    warm ? BUDGET : COLD_BUDGET, () -> problems.handled(request, () -> checked(request)));
            warm = true;
            var answer = GatewayResponse.write(request, response);
            ACCESS.atInfo()
                    .addKeyValue("route", request.route())
                    .addKeyValue("status", answer.getStatusCode())
                    .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started))
                    .addKeyValue("ip", request.client().ip())
                    .addKeyValue("traceId", request.header("x-amzn-trace-id").orElse(""))
                    .log(request.method());
            return answer;
        }
    }

    private Response checked(Request request) {
        request.checkHeaders();
        return handle(request);
    }

    protected abstract Response handle(Request request);

    private static void checkFormat(@Nullable APIGatewayV2HTTPEvent event) {
        if (event == null
                || event.getRequestContext() == null
                || event.getRequestContext().getHttp() == null) {
            throw new IllegalArgumentException("The event has no requestContext.http: it must be one of an HTTP API, in"
                    + " payload format 2.0, as those in events/ are.");
        }
    }
}
