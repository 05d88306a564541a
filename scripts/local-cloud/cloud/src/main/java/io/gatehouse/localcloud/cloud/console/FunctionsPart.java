package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.cloud.runtime.EnvironmentState;
import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/functions} answers what the functions are and how they do; {@code GET /api/invocations} the last
 * invocations with their events, answers and log lines, {@code ?after=id} only those since.
 */
public final class FunctionsPart implements HttpService {
    private final Supplier<List<Description>> functions;
    private final Recorder recorder;

    /**
     * What the template says of a function.
     *
     * @param triggers what invokes it, in words: a route, a queue, a schedule
     */
    public record Description(
            String id, String handler, int memoryMegabytes, long timeoutSeconds, List<String> triggers) {}

    private record State(
            Description function,
            List<EnvironmentState> environments,
            int inFlight,
            long invocations,
            long errors,
            long throttles,
            @Nullable Double p50,
            @Nullable Double p95) {}

    private record Shown(
            long id,
            String function,
            String startedAt,
            double millis,
            String event,
            boolean eventIsWhole,
            String answer,
            boolean answerIsWhole,
            @Nullable String functionError,
            String log) {}

    /**
     * @param functions as they are at a request
     * @param recorder that records all of them
     */
    public FunctionsPart(Supplier<List<Description>> functions, Recorder recorder) {
        this.functions = functions;
        this.recorder = recorder;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/functions", this::functions).get("/api/invocations", this::invocations);
    }

    private void functions(ServerRequest request, ServerResponse response) {
        LocalServer.sendJson(response, functions.get().stream().map(this::state).toList());
    }

    private State state(Description function) {
        var recorded = Objects.requireNonNull(recorder.function(function.id()), function.id());
        var percentiles = recorded.latencies().percentiles();
        return new State(
                function,
                recorded.environments(),
                recorded.inFlight(),
                recorded.invocations(),
                recorded.errors(),
                recorded.throttles(),
                percentiles.p50(),
                percentiles.p95());
    }

    private void invocations(ServerRequest request, ServerResponse response) {
        var after = request.query().first("after").map(Long::valueOf).orElse(0L);
        LocalServer.sendJson(
                response,
                recorder.after(after).stream().map(FunctionsPart::shown).toList());
    }

    private static Shown shown(RecordedInvocation invocation) {
        return new Shown(
                invocation.id(),
                invocation.function(),
                invocation.startedAt().toString(),
                invocation.duration().toNanos() / 1_000_000.0,
                invocation.event().text(),
                invocation.event().isWhole(),
                invocation.answer().text(),
                invocation.answer().isWhole(),
                invocation.functionError(),
                invocation.log());
    }
}
