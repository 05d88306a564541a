package io.gatehouse.localcloud.cloud.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends CloudFormation's requests to functions, and takes the answers that they put at {@code ResponseURL}. */
final class CustomResourceProvider implements HttpService {
    private static final String PATH = "/custom-resources/";

    private final String responses;
    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

    CustomResourceProvider(String base) {
        this.responses = base + PATH;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.put(PATH + "{id}", this::receive);
    }

    private void receive(ServerRequest request, ServerResponse response) throws IOException {
        var waiting = pending.remove(request.path().pathParameters().get("id"));
        if (waiting == null) {
            response.status(403).send();
            return;
        }
        waiting.complete(JsonCodec.read(request.content().inputStream().readAllBytes()));
        response.send();
    }

    /** The function's successful response; waits for it up to the limit after the function has ended. */
    JsonNode request(Invoker function, ObjectNode event, Duration limit) {
        var id = UUID.randomUUID().toString();
        event.put("RequestId", id);
        event.put("ResponseURL", responses + id);
        var response = new CompletableFuture<JsonNode>();
        pending.put(id, response);
        try {
            var answer = function.invoke(JsonCodec.bytes(event));
            if (answer.functionError() != null && !response.isDone()) {
                throw failed(event, answer.error());
            }
            return successful(event, response.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw failed(event, "its function did not answer at the ResponseURL");
        } catch (InterruptedException | ExecutionException e) {
            throw failed(event, String.valueOf(e));
        } finally {
            pending.remove(id);
        }
    }

    private static JsonNode successful(ObjectNode event, JsonNode response) {
        if (!response.path("Status").asText().equals("SUCCESS")) {
            throw failed(event, response.path("Reason").asText("no reason given"));
        }
        return response;
    }

    private static LocalCloudException failed(ObjectNode event, String reason) {
        return new LocalCloudException("The custom resource %s failed: %s."
                .formatted(event.path("LogicalResourceId").asText(), reason.replaceAll("\\s+", " ")));
    }
}
