package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.operations.Dependency.Check;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code GET /api/health/ready}: whether everything that an answer may need answers. */
public final class ReadyFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record View(String status, Map<String, Check> checks) {}

    private final List<Dependency> dependencies;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    public ReadyFunction() {
        this(Operations.ofThisProcess());
    }

    ReadyFunction(Operations operations) {
        this.dependencies = operations.dependencies();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, this::ready);
    }

    private Response ready(Request request) {
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
