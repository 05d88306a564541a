package io.gatehouse.web;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.requests.IdempotentRequests;
import io.gatehouse.domain.requests.IdempotentRequests.Decision;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Problem.FieldError;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Runs requests that carry an {@code Idempotency-Key} once (draft-ietf-httpapi-idempotency-key-header-07): the same
 * request again gets the same answer. A key belongs to one route and, where callers are signed in, to one account.
 */
public final class Idempotency {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private final IdempotentRequests requests;
    private final Problems problems;

    Idempotency(IdempotentRequests requests, Problems problems) {
        this.requests = requests;
        this.problems = problems;
    }

    /** The answer to a request, computed once for each key. A request without a key is answered each time. */
    public Response once(Request request, Supplier<Response> answer) {
        return once(request, request.route(), answer);
    }

    /** As {@link #once(Request, Supplier)}, for a caller who is signed in. */
    public Response once(Request request, Caller caller, Supplier<Response> answer) {
        return once(request, request.route() + " " + caller.accountId(), answer);
    }

    private Response once(Request request, String scope, Supplier<Response> answer) {
        var key = request.header(HEADER);
        if (key.isEmpty()) {
            return answer.get();
        }
        var keyed = new IdempotentRequests.Request(scope, checked(key.get()), request.bodyBytes());
        return switch (requests.claim(keyed)) {
            case Decision.Claimed claimed -> run(claimed, request, answer);
            case Decision.Answered(var kept) -> Json.read(kept, Response.class).with("Idempotency-Replayed", "true");
        };
    }

    private Response run(Decision.Claimed claimed, Request request, Supplier<Response> answer) {
        var response = problems.handled(request, answer);
        if (isFinal(response.status())) {
            requests.keep(claimed, Json.bytes(response));
        } else {
            requests.release(claimed);
        }
        return response;
    }

    /** Whether the same request would get this answer again: not if there were too many, or we failed. */
    private static boolean isFinal(int status) {
        return status < 500 && status != Problem.status(Reason.Kind.TOO_MANY);
    }

    private static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw Problem.invalid(
                    List.of(new FieldError(HEADER, "invalid_key", "This must be 1 to 255 visible ASCII characters.")));
        }
        return key;
    }
}
