package io.gatehouse.web;

import io.gatehouse.domain.usecase.ExecuteOnce;
import io.gatehouse.domain.usecase.ExecuteOnce.Turn;
import io.gatehouse.web.Problem.FieldError;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Has requests that carry an {@code Idempotency-Key} handled once (draft-ietf-httpapi-idempotency-key-header-07): the
 * same request again is answered as the first was. A key counts for one route and, where callers are signed in, for one
 * account. It goes within what a {@link Guard} makes: a repeated request is admitted like any other.
 */
public final class Idempotency {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private final ExecuteOnce executeOnce;

    public Idempotency(ExecuteOnce executeOnce) {
        this.executeOnce = executeOnce;
    }

    /** A handler that handles each request with a key once, and any other as it comes. */
    public Handler once(Handler handler) {
        return request -> answered(request, request.route(), handler);
    }

    /** As {@link #once(Handler)}, for callers who are signed in. */
    public Handler.ForCaller once(Handler.ForCaller handler) {
        return (request, caller) -> answered(
                request,
                request.route() + " " + caller.found().account().id(),
                ofCaller -> handler.handle(ofCaller, caller));
    }

    private Response answered(Request request, String scope, Handler handler) {
        var key = request.header(HEADER);
        if (key.isEmpty()) {
            return handler.handle(request);
        }
        var keyed = new ExecuteOnce.Request(scope, checked(key.get()), request.bodyBytes());
        return switch (executeOnce.turn(keyed)) {
            case Turn.Mine turn -> executed(turn, request, handler);
            case Turn.Answered(var answer) -> Json.read(answer, Response.class).with("Idempotency-Replayed", "true");
        };
    }

    private Response executed(Turn.Mine turn, Request request, Handler handler) {
        var response = Http.handled(request, handler);
        if (isFinal(response.status())) {
            executeOnce.keep(turn, Json.bytes(response));
        } else {
            executeOnce.release(turn);
        }
        return response;
    }

    /** Whether the same request would have this answer again; not so when there were too many, or we failed. */
    private static boolean isFinal(int status) {
        return status < 500 && status != ProblemType.RATE_LIMITED.status();
    }

    private static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw Problem.invalid(
                    List.of(new FieldError(HEADER, "invalid_key", "This must be 1 to 255 visible ASCII characters.")));
        }
        return key;
    }
}
