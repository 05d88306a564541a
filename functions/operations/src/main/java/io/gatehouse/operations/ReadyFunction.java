package io.gatehouse.operations;

import io.gatehouse.operations.Dependency.Check;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code GET /api/health/ready}: whether the systems that answers depend on respond. */
public final class ReadyFunction extends HttpFunction {

    private record View(String status, Map<String, Check> checks) {}

    private final List<Dependency> dependencies;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    public ReadyFunction() {
        this(Operations.dependencies());
    }

    ReadyFunction(List<Dependency> dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    protected Response handle(Request request) {
        var pending = new LinkedHashMap<String, Future<Check>>();
        dependencies.forEach(dependency -> pending.put(dependency.name(), dependency.check(executor)));
        var checks = new LinkedHashMap<String, Check>();
        pending.forEach((name, check) -> checks.put(name, result(check)));
        var down = checks.values().stream().anyMatch(Check::down);
        var degraded = checks.values().stream().anyMatch(check -> check.status().equals("degraded"));
        var view = new View(down ? "down" : degraded ? "degraded" : "up", checks);
        return down ? Response.json(503, view).with("Retry-After", "2") : Response.ok(view);
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
