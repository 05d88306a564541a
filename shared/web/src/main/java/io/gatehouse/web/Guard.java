package io.gatehouse.web;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.RefreshTokens;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.domain.sessions.AuthenticateCaller;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Authenticates requests and limits how many there are of each address and user. */
public final class Guard {
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S.*)", Pattern.CASE_INSENSITIVE);
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final Duration ADDRESS_PERIOD = Duration.ofMinutes(15);
    private static final Duration USER_PERIOD = Duration.ofMinutes(1);

    /**
     * Requests without a token in 15 minutes, of one IPv4 address or one IPv6 network of 64 bits; requests with a token
     * in a minute. 0 turns a limit off.
     */
    record Limits(int perAddress, int perUser) {}

    private final RateLimiter limiter;
    private final AuthenticateCaller authenticateCaller;
    private final RefreshTokens refreshTokens;
    private final Limits limits;

    Guard(RateLimiter limiter, AuthenticateCaller authenticateCaller, RefreshTokens refreshTokens, Limits limits) {
        this.limiter = limiter;
        this.authenticateCaller = authenticateCaller;
        this.refreshTokens = refreshTokens;
        this.limits = limits;
    }

    /** Counts a request on its address. */
    void admit(Request request) {
        limit(request, "ip:" + network(request.client().ip()), limits.perAddress, ADDRESS_PERIOD);
    }

    /**
     * The user who sends the request (RFC 6750, section 2.1), on whom it is counted. A forged token counts on its
     * address, any other that is refused on its session: so none uses up what others have.
     */
    public Caller authenticate(Request request) {
        var token = token(request).orElseThrow(() -> new Problem(Reason.MISSING_TOKEN));
        var caller = caller(request, token);
        admit(request, caller);
        return caller;
    }

    /** Who sends a request that needs no token. It is counted on the user of a good one, else on its address. */
    Visitor recognise(Request request) {
        var token = token(request);
        var caller = token.flatMap(authenticateCaller::find);
        caller.ifPresentOrElse(user -> admit(request, user), () -> admit(request));
        return caller.<Visitor>map(Visitor.SignedIn::new)
                .orElseGet(() -> token.isPresent() ? new Visitor.Rejected() : new Visitor.Anonymous());
    }

    private static Optional<String> token(Request request) {
        return request.header("authorization")
                .map(BEARER::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1));
    }

    private void admit(Request request, Caller caller) {
        limit(request, "user:" + caller.accountId(), limits.perUser, USER_PERIOD);
    }

    private Caller caller(Request request, String token) {
        try {
            return authenticateCaller.authenticate(token);
        } catch (Refused e) {
            authenticateCaller
                    .sessionOfRefused(token)
                    .ifPresentOrElse(
                            session -> limit(request, "refused:" + session, limits.perUser, USER_PERIOD),
                            () -> admit(request));
            throw e;
        }
    }

    /**
     * The refresh token that a text stands for, counted on its session. Empty for a forged one, counted on its address.
     */
    public Optional<RefreshToken> admit(Request request, String text) {
        var token = refreshTokens.recognise(text);
        token.ifPresentOrElse(
                genuine -> limit(request, "session:" + genuine.sessionId(), limits.perUser, USER_PERIOD),
                () -> admit(request));
        return token;
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

    /** What one customer has: an IPv4 address, or the first 64 bits of an IPv6 address. */
    static String network(String ip) {
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
