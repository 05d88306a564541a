package io.gatehouse.users;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.sessions.EndSession;
import io.gatehouse.web.Api;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;

/** {@code DELETE /api/sessions/{id}}: ends one of the caller's sessions. */
public final class EndSessionFunction extends SignedInFunction {
    private final EndSession endSession;

    public EndSessionFunction() {
        this(Users.api());
    }

    EndSessionFunction(Api api) {
        super(api);
        this.endSession = api.useCases().endSession();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        endSession.end(caller, request.pathId("id"), request.client());
        return Response.noContent();
    }
}
