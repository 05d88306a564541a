package io.gatehouse.operations;

import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;

/** {@code GET} and {@code HEAD /api/health}: whether requests arrive. Calls no other system. */
public final class HealthFunction extends HttpFunction {

    private record View(String status, String message, String instance) {}

    public HealthFunction() {
        super(Operations.issuer());
    }

    @Override
    protected Response handle(Request request) {
        return Response.ok(new View("OK", "Hello Scalable World!", request.instance()));
    }
}
