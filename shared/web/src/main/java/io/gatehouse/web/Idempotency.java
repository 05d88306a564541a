package io.gatehouse.web;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.requests.IdempotentRequests;
import io.gatehouse.domain.requests.IdempotentRequests.Decision;
import io.gatehouse.domain.requests.IdempotentRequests.Sender;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Problem.FieldError;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs requests that carry an {@code Idempotency-Key} once (draft-ietf-httpapi-idempotency-key-header-07): the same
 * request again gets the same answer. A key belongs to one route and, where callers are signed in, to one account. It
 * is claimed by requests that have passed authentication and validation, and by no others.
 */
public final class Idempotency {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final Set<Reason.Kind> PASSING =
            Set.of(Reason.Kind.MALFORMED, Reason.Kind.UNAUTHENTICATED, Reason.Kind.TOO_MANY);

    /** @param account whom the answer names; or null */
    public record Answer(Response response, @Nullable UUID account) {}

    private final IdempotentRequests requests;
    private final Problems problems;

    Idempotency(IdempotentRequests requests, Problems problems) {
        this.requests = requests;
        this.problems = problems;
    }

    /**
     * The answer to a request, computed once for each key. A request without a key is answered each time.
     *
     * @param reader reads and validates the request, and throws if it is not valid
     * @param work what a valid request does
     */
    public <V> Response once(Request request, Supplier<V> reader, Function<V, Answer> work) {
        return once(request, new Sender.Stranger(Guard.network(request.client().ip())), null, reader, work);
    }

    /** As {@link #once(Request, Supplier, Function)}, for a caller who is signed in and may send such requests. */
    public <V> Response once(Request request, Caller caller, Supplier<V> reader, Function<V, Response> work) {
        var account = caller.accountId();
        return once(
                request, new Sender.User(account), account, reader, valid -> new Answer(work.apply(valid), account));
    }

    /** A kept answer comes first: whether its request would be valid now does not matter. */
    private <V> Response once(
            Request request, Sender sender, @Nullable UUID account, Supplier<V> reader, Function<V, Answer> work) {
        var key = request.header(HEADER);
        if (key.isEmpty()) {
            return work.apply(reader.get()).response();
        }
        var keyed = new IdempotentRequests.Request(request.route(), sender, checked(key.get()), request.bodyBytes());
        var kept = requests.find(keyed);
        if (kept.isPresent()) {
            return replayed(kept.get());
        }
        var valid = reader.get();
        return switch (requests.claim(keyed)) {
            case Decision.Claimed claimed -> run(claimed, request, account, () -> work.apply(valid));
            case Decision.Answered(var answer) -> replayed(answer);
        };
    }

    private static Response replayed(byte[] answer) {
        return Json.read(answer, Response.class).with("Idempotency-Replayed", "true");
    }

    private Response run(Decision.Claimed claimed, Request request, @Nullable UUID account, Supplier<Answer> work) {
        var named = new AtomicReference<@Nullable UUID>(account);
        var response = problems.handled(request, () -> {
            var answer = work.get();
            named.set(answer.account());
            return answer.response();
        });
        if (isFinal(response.status())) {
            requests.keep(claimed, Json.bytes(response), named.get());
        } else {
            requests.release(claimed);
        }
        return response;
    }

    /** Whether the same request would get this answer again. */
    private static boolean isFinal(int status) {
        return status < 500 && PASSING.stream().noneMatch(kind -> Problem.status(kind) == status);
    }

    private static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw Problem.invalid(
                    List.of(new FieldError(HEADER, "invalid_key", "This must be 1 to 255 visible ASCII characters.")));
        }
        return key;
    }
}
