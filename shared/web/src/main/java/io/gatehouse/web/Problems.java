package io.gatehouse.web;

import io.gatehouse.domain.errors.InvalidField;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.errors.Unavailable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what requests throw: what the domain refuses by its problem, anything else by 500.
 *
 * @param issuer under which the pages about problems are
 */
record Problems(URI issuer) {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** The answer to the request, or the problem that it throws. */
    Response handled(Request request, Supplier<Response> answer) {
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

    private Response response(Problem problem, Request request) {
        LOG.atInfo().addKeyValue("code", problem.reason().code()).log("refused");
        return problem.response(issuer, request.id());
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
