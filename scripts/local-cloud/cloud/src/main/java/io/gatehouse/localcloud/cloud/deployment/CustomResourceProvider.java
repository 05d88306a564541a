package io.gatehouse.localcloud.cloud.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.cloud.runtime.Answer;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends CloudFormation's requests for custom resources to functions, and takes the answers that these put at the
 * request's {@code ResponseURL}.
 */
final class CustomResourceProvider implements HttpService {
    private static final String PATH = "/custom-resources/";

    private static final JsonMapper JSON = new JsonMapper();

    private final String responses;
    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

    /** @param base URL of the server that serves this */
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
        waiting.complete(JSON.readTree(request.content().inputStream().readAllBytes()));
        response.send();
    }

    /**
     * The function's response, whose {@code Status} is {@code SUCCESS}.
     *
     * @param event the request but for its id and response URL
     * @param limit how long to wait for the response after the function has ended
     * @throws CloudException if the function fails, says that it failed, or says nothing
     */
    JsonNode request(Invoker function, ObjectNode event, Duration limit) {
        var id = UUID.randomUUID().toString();
        event.put("RequestId", id);
        event.put("ResponseURL", responses + id);
        var response = new CompletableFuture<JsonNode>();
        pending.put(id, response);
        try {
            var answer = function.invoke(JSON.writeValueAsBytes(event));
            if (answer.functionError() != null && !response.isDone()) {
                throw failed(event, errorMessage(answer));
            }
            return successful(event, response.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw failed(event, "its function did not answer at the ResponseURL");
        } catch (IOException | InterruptedException | ExecutionException e) {
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

    private static String errorMessage(Answer answer) throws IOException {
        var payload = JSON.readTree(new String(answer.payload(), StandardCharsets.UTF_8));
        return payload.path("errorType").asText() + ": "
                + payload.path("errorMessage").asText();
    }

    private static CloudException failed(ObjectNode event, String reason) {
        return new CloudException("The custom resource %s failed: %s."
                .formatted(event.path("LogicalResourceId").asText(), reason.replaceAll("\\s+", " ")));
    }
}
