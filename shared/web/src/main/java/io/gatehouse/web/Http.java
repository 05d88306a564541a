package io.gatehouse.web;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.TimeLimit;
import io.gatehouse.domain.TooManyAttempts;
import io.gatehouse.domain.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Answers API Gateway's events: whatever happens, with an answer of the contract, and with one line in the access log.
 */
public final class Http {
    private static final Logger ACCESS = LoggerFactory.getLogger("access");
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);

    /** Whoever finds something unavailable is told so within 3 s: this long it is waited for, and then answered. */
    private static final Duration TIME_LIMIT = Duration.ofMillis(2_500);

    /** Until an environment has answered once, its requests load classes and connect: none of that is a failure. */
    private static final Duration COLD_TIME_LIMIT = Duration.ofSeconds(7);

    private static volatile boolean warm;

    private Http() {}

    /**
     * What the handler makes of the event, with the headers that every answer has.
     *
     * @throws IllegalArgumentException for what is no event of an HTTP API, which only a person sends; for nothing else
     */
    public static APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context, Handler handler) {
        checkFormat(event);
        var started = System.nanoTime();
        var id = Optional.ofNullable(event.getRequestContext().getRequestId()).orElseGet(context::getAwsRequestId);
        var request = new Request(event, id, context.getLogStreamName());
        try (var _ = MDC.putCloseable("requestId", id)) {
            var response = TimeLimit.within(warm ? TIME_LIMIT : COLD_TIME_LIMIT, () -> handled(request, handler));
            warm = true;
            var answer = Answer.to(request, response);
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

    private static void checkFormat(@Nullable APIGatewayV2HTTPEvent event) {
        if (event == null
                || event.getRequestContext() == null
                || event.getRequestContext().getHttp() == null) {
            throw new IllegalArgumentException("The event has no requestContext.http: it must be one of an HTTP API, in"
                    + " payload format 2.0, as those in events/ are.");
        }
    }

    /** What the handler makes of the request, or the problem by which it is answered when the handler throws. */
    static Response handled(Request request, Handler handler) {
        try {
            return handler.handle(request);
        } catch (Problem e) {
            return response(e, request);
        } catch (Refused e) {
            return response(Problem.of(e.reason()), request);
        } catch (TooManyAttempts e) {
            request.answerHeaders().put("Retry-After", Long.toString(wholeSeconds(e.retryAfter())));
            return response(
                    new Problem(ProblemType.RATE_LIMITED, "Try again after the time that Retry-After names."), request);
        } catch (Unavailable e) {
            LOG.atWarn().addKeyValue("dependency", e.dependency()).setCause(e).log("unavailable");
            request.answerHeaders().putIfAbsent("Retry-After", "2");
            return response(new Problem(ProblemType.UNAVAILABLE, "Try again in a moment."), request);
        } catch (RuntimeException e) {
            LOG.error("unexpected", e);
            return response(
                    new Problem(ProblemType.INTERNAL, "This is our fault; the request id helps us find it."), request);
        }
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }

    private static Response response(Problem problem, Request request) {
        LOG.atInfo().addKeyValue("code", problem.type().code()).log("refused");
        var response = problem.response(request.id());
        return switch (problem.type()) {
            case MISSING_TOKEN -> response.with("WWW-Authenticate", "Bearer realm=\"gatehouse\"");
            case INVALID_TOKEN ->
                response.with(
                        "WWW-Authenticate",
                        "Bearer realm=\"gatehouse\", error=\"invalid_token\", error_description=\"malformed, expired or revoked\"");
            default -> response;
        };
    }
}
