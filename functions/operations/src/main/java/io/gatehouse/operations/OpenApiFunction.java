package io.gatehouse.operations;

import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code GET /api/openapi.yaml}: the description of every route, for machines (OpenAPI 3.1). */
public final class OpenApiFunction extends HttpFunction {
    private final Response description = Response.text("application/yaml; charset=utf-8", read());

    public OpenApiFunction() {
        super(Operations.issuer());
    }

    @Override
    protected Response handle(Request request) {
        return description;
    }

    private static String read() {
        try (var resource = Objects.requireNonNull(OpenApiFunction.class.getResourceAsStream("/openapi.yaml"))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
