package io.gatehouse.auth;

import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.sessions.SignOut;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Guard;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Objects;
import java.util.function.Function;

/**
 * {@code POST /api/logout}: ends the caller's session, the others, or all; or the session of a refresh token, which
 * needs no access token.
 */
public final class LogoutFunction extends HttpFunction {
    private final SignOut signOut;
    private final Guard guard;

    public LogoutFunction() {
        this(Auth.api());
    }

    LogoutFunction(Api api) {
        super(api);
        this.signOut = api.useCases().signOut();
        this.guard = api.guard();
    }

    @Override
    protected Response handle(Request request) {
        if (request.gives("refreshToken")) {
            guard.admit(request, request.body(LogoutFunction::refreshToken))
                    .ifPresent(token -> signOut.signOut(token, request.client()));
        } else {
            var caller = guard.authenticate(request);
            signOut.signOut(caller, request.optionalBody(LogoutFunction::scope), request.client());
        }
        return Response.noContent();
    }

    private static String refreshToken(Fields fields) {
        fields.optional("scope", _ -> {
            throw new InvalidValue("conflicting", "A refresh token ends its own session: give no scope.");
        });
        return fields.required("refreshToken", Function.identity());
    }

    private static Scope scope(Fields fields) {
        fields.optional("refreshToken", Function.identity()); // may be null
        return Objects.requireNonNullElse(fields.optional("scope", Scope::parse), Scope.THIS);
    }
}
