package io.gatehouse.localcloud.cloud.console;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps other web sites out of the console (DNS rebinding, cross-site requests), and sets its security headers. */
final class LocalGuard implements Filter {
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final HeaderName FETCH_DEST = HeaderNames.create("Sec-Fetch-Dest");

    private final String contentSecurityPolicy;

    /** A mail's HTML is shown in a frame under this policy: inline styles, no scripts, no network. */
    LocalGuard(String api) {
        this.contentSecurityPolicy = """
                default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                connect-src 'self' %s; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'""".formatted(api);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header("Content-Security-Policy", contentSecurityPolicy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-cache");
        var host = request.headers().first(HeaderNames.HOST).orElse("");
        if (!LOCAL_HOST.matcher(host).matches()) {
            refuse(response, "The console answers to localhost, 127.0.0.1 and [::1] only.");
        } else if (comesFromElsewhere(request, host)) {
            refuse(response, "The console answers to its own pages only.");
        } else {
            chain.proceed();
        }
    }

    private static boolean comesFromElsewhere(RoutingRequest request, String host) {
        var headers = request.headers();
        var site = headers.first(FETCH_SITE).orElse("none");
        if (!OWN_SITE.contains(site)) {
            return !followsLink(request.prologue().method(), headers);
        }
        return headers.first(HeaderNames.ORIGIN)
                .filter(origin -> !origin.equalsIgnoreCase("http://" + host))
                .isPresent();
    }

    private static boolean followsLink(Method method, ServerRequestHeaders headers) {
        return method.equals(Method.GET)
                && headers.first(FETCH_DEST).filter("document"::equals).isPresent();
    }

    private static void refuse(RoutingResponse response, String reason) {
        response.status(Status.FORBIDDEN_403).header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.send(reason + "\n");
    }
}
