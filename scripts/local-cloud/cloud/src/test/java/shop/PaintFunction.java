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

/** A custom resource: answers CloudFormation's request at its response URL. */
public final class PaintFunction implements RequestHandler<Map<String, Object>, String> {
    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        var failure = String.valueOf(((Map<?, ?>) event.get("ResourceProperties")).get("Failure"));
        if (failure.equals("thrown")) {
            throw new IllegalStateException("no brush");
        }
        var response = failure.isEmpty()
                ? """
                {"Status":"SUCCESS","PhysicalResourceId":"paint-1","Data":{"Colour":"green","Request":"%s"}}""".formatted(event.get("RequestType"))
                : "{\"Status\":\"FAILED\",\"Reason\":\"%s\"}".formatted(failure);
        put(String.valueOf(event.get("ResponseURL")), response);
        return "done";
    }

    private static void put(String url, String response) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .PUT(BodyPublishers.ofString(response))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            http.send(request, BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
