package io.gatehouse.operations;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.ProblemPage;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Arrays;

/** {@code GET /problems/{code}}: the page that the {@code type} of a problem leads to. */
public final class ProblemFunction extends HttpFunction {

    public ProblemFunction() {
        super(Operations.issuer());
    }

    @Override
    protected Response handle(Request request) {
        var code = request.pathText("code");
        var reason = Arrays.stream(Reason.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new Refused(Reason.NOT_FOUND));
        return Response.text("text/html; charset=utf-8", ProblemPage.html(reason))
                .with("Cache-Control", "public, max-age=86400");
    }
}
