package io.gatehouse.acceptance.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.gatehouse.acceptance.harness.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** One LocalStack for all tests, in a container that ends with their JVM. */
final class LocalStack {
    static final String REGION = "us-east-1";

    private static final String IMAGE =
            Objects.requireNonNullElse(System.getenv("LOCALSTACK_IMAGE"), "localstack/localstack:4.14.0");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static LocalStackContainer container;

    private LocalStack() {}

    /** Its endpoint for all services. Has the tests skipped where no engine, or no image, is to be had. */
    static synchronized String endpoint() {
        if (container == null) {
            Docker.assumeImage(IMAGE);
            container = started();
        }
        return container.getEndpoint().toString();
    }

    private static LocalStackContainer started() {
        var image = DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack");
        var fresh = new LocalStackContainer(image)
                .withServices("sqs", "secretsmanager", "cloudformation", "iam", "sts")
                .withEnv(Map.of(
                        "SQS_ENDPOINT_STRATEGY", "dynamic",
                        "DISABLE_EVENTS", "1",
                        "SKIP_SSL_CERT_DOWNLOAD", "1",
                        "DNS_ADDRESS", "0"));
        fresh.start();
        Runtime.getRuntime().addShutdownHook(new Thread(fresh::stop));
        return fresh;
    }

    /** Calls an action of a service that has AWS's Query API; the answer is XML. */
    static String query(String service, String action, Map<String, String> parameters) {
        var form = "Action=" + action + "&Version=" + version(service)
                + parameters.entrySet().stream()
                        .map(parameter ->
                                "&" + parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                        .collect(joining());
        return post(service, "application/x-www-form-urlencoded", Map.of(), form);
    }

    private static String version(String service) {
        return service.equals("iam") ? "2010-05-08" : "2010-05-15";
    }

    /** Calls an action of a service that has a JSON API, for instance {@code secretsmanager.GetSecretValue}. */
    static String json(String service, String target, String parameters) {
        return post(service, "application/x-amz-json-1.1", Map.of("X-Amz-Target", target), parameters);
    }

    /** By the service's name in the credential LocalStack knows whom a request is for; it checks no signature. */
    private static String post(String service, String type, Map<String, String> headers, String body) {
        var scope = "test/20261123/%s/%s/aws4_request".formatted(REGION, service);
        var request = HttpRequest.newBuilder(URI.create(endpoint() + "/"))
                .header("Content-Type", type)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=host, Signature=0".formatted(scope))
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "%s answered %s: %s".formatted(service, response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
