package io.gatehouse.users;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Api;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;

/** {@code GET /api/me}: the caller's own record. */
public final class MeFunction extends SignedInFunction {

    public MeFunction() {
        this(Users.api());
    }

    MeFunction(Api api) {
        super(api);
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        return UserView.answer(caller.found());
    }
}
