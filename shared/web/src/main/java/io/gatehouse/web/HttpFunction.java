package io.gatehouse.web;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.InvalidField;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.errors.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A function behind a route. It answers a request, or throws: what the domain refuses is answered by its problem,
 * anything else by 500. Each request leaves one line in the access log. Counts nothing; see {@link OpenFunction},
 * {@link SignedInFunction} and {@link VisitedFunction}.
 */
public abstract class HttpFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger ACCESS = LoggerFactory.getLogger("access");
    private static final Logger LOG = LoggerFactory.getLogger(HttpFunction.class);

    /** Time budget of a request; leaves 0.5 s to answer 503 within 3 s. */
    private static final Duration BUDGET = Duration.ofMillis(2_500);

    /** Time budget until the environment has answered once: its requests load classes and connect. */
    private static final Duration COLD_BUDGET = Duration.ofSeconds(7);

    private static volatile boolean warm;

    /** @throws IllegalArgumentException when the event is not one of an HTTP API; for nothing else */
    @Override
    public final APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        checkFormat(event);
        var started = System.nanoTime();
        var id = Optional.ofNullable(event.getRequestContext().getRequestId()).orElseGet(context::getAwsRequestId);
        var request = new Request(event, id, context.getLogStreamName());
        try (var _ = MDC.putCloseable("requestId", id)) {
            var response =
                    TimeBudget.within(warm ? BUDGET : COLD_BUDGET, () -> handled(request, () -> handle(request)));
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

    protected abstract Response handle(Request request);

    private static void checkFormat(@Nullable APIGatewayV2HTTPEvent event) {
        if (event == null
                || event.getRequestContext() == null
                || event.getRequestContext().getHttp() == null) {
            throw new IllegalArgumentException("The event has no requestContext.http: it must be one of an HTTP API, in"
                    + " payload format 2.0, as those in events/ are.");
        }
    }

    /** The answer to the request, or the problem that it throws. */
    static Response handled(Request request, Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (Problem e) {
            return response(e, request);
        } catch (InvalidField e) {
            var error = new Problem.FieldError(e.field(), e.code(), String.valueOf(e.getMessage()));
            return response(Problem.invalid(List.of(error)), request);
        } catch (Refused e) {
            return response(new Problem(e.reason()), request);
        } catch (TooManyAttempts e) {
            request.answerHeaders().put("Retry-After", Long.toString(wholeSeconds(e.retryAfter())));
            return response(new Problem(Reason.RATE_LIMITED), request);
        } catch (Unavailable e) {
            LOG.atWarn().addKeyValue("dependency", e.dependency()).setCause(e).log("unavailable");
            request.answerHeaders().putIfAbsent("Retry-After", "2");
            return response(new Problem(Reason.UNAVAILABLE), request);
        } catch (RuntimeException e) {
            LOG.error("unexpected", e);
            return response(new Problem(Reason.INTERNAL), request);
        }
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }

    private static Response response(Problem problem, Request request) {
        LOG.atInfo().addKeyValue("code", problem.reason().code()).log("refused");
        var response = problem.response(request.id());
        return switch (problem.reason()) {
            case MISSING_TOKEN -> response.with("WWW-Authenticate", "Bearer realm=\"gatehouse\"");
            case INVALID_TOKEN ->
                response.with(
                        "WWW-Authenticate",
                        "Bearer realm=\"gatehouse\", error=\"invalid_token\", error_description=\"malformed, expired or revoked\"");
            default -> response;
        };
    }
}
