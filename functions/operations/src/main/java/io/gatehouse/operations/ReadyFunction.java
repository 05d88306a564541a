package io.gatehouse.operations;

import io.gatehouse.operations.Dependency.Check;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET} and {@code HEAD /api/health/ready}: whether the systems that answers depend on respond. An execution
 * environment checks them once in five seconds at most: anybody may ask, as often as they like.
 */
public final class ReadyFunction extends HttpFunction {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private record View(String status, Map<String, Check> checks) {}

    private record Result(View view, Instant at) {
        /** Not after the clock was set back either. */
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
        }
    }

    private final List<Dependency> dependencies;
    private final InstantSource clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Result last;

    public ReadyFunction() {
        this(Operations.dependencies(), InstantSource.system(), Operations.issuer());
    }

    ReadyFunction(List<Dependency> dependencies, InstantSource clock, URI issuer) {
        super(issuer);
        this.dependencies = dependencies;
        this.clock = clock;
    }

    @Override
    protected Response handle(Request request) {
        var view = current();
        return view.status().equals("down") ? Response.json(503, view).with("Retry-After", "2") : Response.ok(view);
    }

    /** Requests that come during a check wait for its result. */
    private synchronized View current() {
        var now = clock.instant();
        var known = last;
        if (known == null || !known.isFresh(now)) {
            known = new Result(check(), now);
            last = known;
        }
        return known.view();
    }

    private View check() {
        var pending = new LinkedHashMap<String, Future<Check>>();
        dependencies.forEach(dependency -> pending.put(dependency.name(), dependency.check(executor)));
        var checks = new LinkedHashMap<String, Check>();
        pending.forEach((name, check) -> checks.put(name, result(check)));
        var down = checks.values().stream().anyMatch(Check::down);
        var degraded = checks.values().stream().anyMatch(check -> check.status().equals("degraded"));
        return new View(down ? "down" : degraded ? "degraded" : "up", checks);
    }

    private static Check result(Future<Check> check) {
        try {
            return check.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
