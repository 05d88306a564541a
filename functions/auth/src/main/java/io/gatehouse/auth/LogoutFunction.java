package io.gatehouse.auth;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.sessions.SignOut;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;
import java.util.Objects;

/** {@code POST /api/logout}: ends the caller's session, the others, or all. */
public final class LogoutFunction extends SignedInFunction {
    private final SignOut signOut;

    public LogoutFunction() {
        this(Auth.api());
    }

    LogoutFunction(Api api) {
        super(api);
        this.signOut = api.useCases().signOut();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        signOut.signOut(caller, request.optionalBody(LogoutFunction::scope), request.client());
        return Response.noContent();
    }

    private static Scope scope(Fields fields) {
        return Objects.requireNonNullElse(fields.optional("scope", Scope::parse), Scope.THIS);
    }
}
