package io.gatehouse.auth;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.sessions.RefreshSession;
import io.gatehouse.web.Api;
import io.gatehouse.web.Guard;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;

/** {@code POST /api/token/refresh}: trades a refresh token for the next tokens. A genuine one counts on its session. */
public final class RefreshFunction extends HttpFunction {
    private final RefreshSession refreshSession;
    private final Guard guard;

    public RefreshFunction() {
        this(Auth.api());
    }

    RefreshFunction(Api api) {
        super(api);
        this.refreshSession = api.useCases().refreshSession();
        this.guard = api.guard();
    }

    @Override
    protected Response handle(Request request) {
        var text = request.body(fields -> fields.required("refreshToken", Function.identity()));
        var token = guard.admit(request, text).orElseThrow(() -> new Refused(Reason.INVALID_REFRESH_TOKEN));
        return Response.ok(TokensView.of(refreshSession.refresh(token, request.client())));
    }
}
