package io.gatehouse.users;

import io.gatehouse.domain.profile.LookUpUser;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Api;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;

/** {@code GET /api/user/{id}}: a user's record, for the user and for administrators. */
public final class UserFunction extends SignedInFunction {
    private final LookUpUser lookUpUser;

    public UserFunction() {
        this(Users.api());
    }

    UserFunction(Api api) {
        super(api);
        this.lookUpUser = api.useCases().lookUpUser();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        return UserView.answer(lookUpUser.lookUp(caller, request.pathId("id"), request.client()));
    }
}
