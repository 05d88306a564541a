package io.gatehouse.auth;

import io.gatehouse.domain.sessions.RefreshSession;
import io.gatehouse.web.Api;
import io.gatehouse.web.Guard;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;

/** {@code POST /api/token/refresh}: trades a refresh token for the next tokens. Counts on the session. */
public final class RefreshFunction extends HttpFunction {
    private final RefreshSession refreshSession;
    private final Guard guard;

    public RefreshFunction() {
        this(Auth.api());
    }

    RefreshFunction(Api api) {
        this.refreshSession = api.useCases().refreshSession();
        this.guard = api.guard();
    }

    @Override
    protected Response handle(Request request) {
        var token = request.body(fields -> fields.required("refreshToken", Function.identity()));
        return Response.ok(TokensView.of(
                refreshSession.refresh(token, request.client(), session -> guard.admit(request, session))));
    }
}
