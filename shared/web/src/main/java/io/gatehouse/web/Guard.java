package io.gatehouse.web;

import io.gatehouse.domain.TooManyAttempts;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.usecase.Authenticate;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** Who gets through to a handler: so many of each address, and on some routes only those who are signed in. */
public final class Guard {
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S.*)", Pattern.CASE_INSENSITIVE);
    private static final int IPV6_NETWORK_BYTES = 8;

    /**
     * How much is allowed; zero requests mean no limit.
     *
     * @param perAddress requests without a token in 15 minutes, of one IPv4 address or one IPv6 network of 64 bits
     * @param perUser requests with a token in a minute
     */
    public record Limits(int perAddress, int perUser) {}

    private static final Duration ADDRESS_PERIOD = Duration.ofMinutes(15);
    private static final Duration USER_PERIOD = Duration.ofMinutes(1);

    private final RateLimiter limiter;
    private final Authenticate authenticate;
    private final Limits limits;

    public Guard(RateLimiter limiter, Authenticate authenticate, Limits limits) {
        this.limiter = limiter;
        this.authenticate = authenticate;
        this.limits = limits;
    }

    /** Lets everybody in, as often as an address may. */
    public Handler open(Handler handler) {
        return request -> {
            limit(request, "ip:" + network(request.client().ip()), limits.perAddress, ADDRESS_PERIOD);
            return handler.handle(request);
        };
    }

    /** Lets in who has a live session (RFC 6750, section 2.1), as often as a user may. */
    public Handler signedIn(Handler.ForCaller handler) {
        return request -> {
            var token = request.header("authorization")
                    .map(BEARER::matcher)
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> matcher.group(1))
                    .orElseThrow(() ->
                            new Problem(ProblemType.MISSING_TOKEN, "Send an access token: Authorization: Bearer …"));
            var claims = authenticate.claims(token);
            var caller = authenticate.caller(claims);
            limit(request, "user:" + claims.accountId(), limits.perUser, USER_PERIOD);
            return handler.handle(request, caller);
        };
    }

    /** Counts a request of a session that has shown another proof than an access token, as often as a user may. */
    public void count(Request request, UUID sessionId) {
        limit(request, "session:" + sessionId, limits.perUser, USER_PERIOD);
    }

    private void limit(Request request, String key, int requests, Duration period) {
        if (requests == 0) {
            return;
        }
        var decision = limiter.take(key, new Quota(requests, period));
        var headers = request.answerHeaders();
        headers.put("RateLimit-Policy", "\"default\";q=%s;w=%s".formatted(requests, period.toSeconds()));
        headers.put(
                "RateLimit", "\"default\";r=%s;t=%s".formatted(decision.remaining(), seconds(decision.resetAfter())));
        if (!decision.allowed()) {
            throw new TooManyAttempts(decision.retryAfter());
        }
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    /** What a single customer is given: an IPv4 address, or the first 64 bits of an IPv6 address. */
    private static String network(String ip) {
        try {
            var address = InetAddress.ofLiteral(ip);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return ip;
        }
    }
}
