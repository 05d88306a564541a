package io.gatehouse.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** One HTTP request, to be sent by {@link #answer}, {@link #expect} or {@link #problem}. */
public final class Call {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String method;
    private final String path;
    private final HttpRequest.Builder request;

    Call(URI base, String method, String path) {
        this.method = method;
        this.path = path;
        this.request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.noBody());
    }

    public Call header(String name, String value) {
        request.header(name, value);
        return this;
    }

    public Call bearer(String token) {
        return header("authorization", "Bearer " + token);
    }

    public Call key(String idempotencyKey) {
        return header("idempotency-key", idempotencyKey);
    }

    /** A JSON body with its content type. */
    public Call json(String body) {
        return header("content-type", "application/json").body(body);
    }

    public Call json(Map<String, ?> body) {
        return json(Checkout.JSON.writeValueAsString(body));
    }

    /** A body without a content type. */
    public Call body(String body) {
        request.method(method, BodyPublishers.ofString(body));
        return this;
    }

    public Call body(byte[] body) {
        request.method(method, BodyPublishers.ofByteArray(body));
        return this;
    }

    /** Sends it. The answer is as the OpenAPI document says, or this fails. */
    public Answer answer() {
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            var answer = new Answer(method, path, response.statusCode(), response.headers(), response.body());
            Contract.check(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends it and expects this status. */
    public Answer expect(int status) {
        var answer = answer();
        assertThat(answer.status()).as(answer::toString).isEqualTo(status);
        return answer;
    }

    /** Sends it and expects a problem (RFC 9457) of this status and code. */
    public Answer problem(int status, String code) {
        var answer = expect(status);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        var problem = answer.json();
        assertThat(problem.path("code").asString()).as(answer::toString).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).endsWith("/problems/" + code);
        assertThat(problem.path("error")).isEqualTo(problem.path("title"));
        assertThat(problem.path("instance").asString()).isEqualTo(answer.header("x-request-id"));
        return answer;
    }
}
