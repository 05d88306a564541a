package shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** {@code POST /orders/{id}}: puts the order into the queue. */
public final class OrderFunction implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        var id = ((Map<?, ?>) event.get("pathParameters")).get("id");
        var message = "{\"QueueUrl\":\"%s\",\"MessageBody\":\"order %s\"}".formatted(System.getenv("QUEUE_URL"), id);
        var request = HttpRequest.newBuilder(URI.create(System.getenv("AWS_ENDPOINT_URL_SQS")))
                .headers("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "AmazonSQS.SendMessage")
                .POST(BodyPublishers.ofString(message))
                .build();
        return Map.of("statusCode", send(request) == 200 ? 202 : 500, "body", System.getenv("GREETING"));
    }

    private static int send(HttpRequest request) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
