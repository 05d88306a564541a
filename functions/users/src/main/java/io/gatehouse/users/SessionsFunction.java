package io.gatehouse.users;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.sessions.ListSessions;
import io.gatehouse.web.Api;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;
import java.util.List;

/** {@code GET /api/sessions}: where the caller is signed in. */
public final class SessionsFunction extends SignedInFunction {
    private final ListSessions listSessions;

    public SessionsFunction() {
        this(Users.api());
    }

    SessionsFunction(Api api) {
        super(api);
        this.listSessions = api.useCases().listSessions();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        return Response.ok(new View(listSessions.list(caller).stream()
                .map(session -> SessionView.of(session, caller.sessionId()))
                .toList()));
    }

    private record View(List<SessionView> sessions) {}
}
