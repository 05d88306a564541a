package io.gatehouse.localcloud.cloud.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.cloud.console.Recorder.RecordedInvocation;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Objects;

/**
 * {@code GET /api/functions} answers what the functions are and how they do; {@code GET /api/invocations} the last
 * invocations with their events, answers and log lines, {@code ?after=id} only those since.
 */
public record FunctionsPart(List<Description> functions, Recorder recorder) implements HttpService {
    /** What the template says of a function. */
    public record Description(
            String id, String handler, int memoryMegabytes, long timeoutSeconds, List<String> triggers) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/functions", this::functions).get("/api/invocations", this::invocations);
    }

    private void functions(ServerRequest request, ServerResponse response) {
        LocalServer.sendJson(response, functions.stream().map(this::state).toList());
    }

    private ObjectNode state(Description function) {
        var recorded = Objects.requireNonNull(recorder.function(function.id()), function.id());
        return JsonCodec.object()
                .putPOJO("function", function)
                .putPOJO("environments", recorded.environments())
                .put("inFlight", recorded.inFlight())
                .put("invocations", recorded.latencies().count())
                .put("errors", recorded.errors())
                .put("throttles", recorded.throttles())
                .put("p50", recorded.latencies().percentile(0.5))
                .put("p95", recorded.latencies().percentile(0.95));
    }

    private void invocations(ServerRequest request, ServerResponse response) {
        var after = request.query().first("after").map(Long::valueOf).orElse(0L);
        var shown = recorder.after(after).stream().map(FunctionsPart::shown).toList();
        LocalServer.sendJson(response, shown);
    }

    private static ObjectNode shown(RecordedInvocation invocation) {
        return JsonCodec.object()
                .put("id", invocation.id())
                .put("function", invocation.function())
                .put("startedAt", invocation.startedAt().toString())
                .put("millis", invocation.duration().toNanos() / 1e6)
                .put("event", invocation.event().text())
                .put("eventIsWhole", invocation.event().isWhole())
                .put("answer", invocation.answer().text())
                .put("answerIsWhole", invocation.answer().isWhole())
                .put("functionError", invocation.functionError())
                .put("log", invocation.log());
    }
}
