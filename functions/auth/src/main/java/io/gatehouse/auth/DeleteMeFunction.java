package io.gatehouse.auth;

import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.profile.DeleteAccount;
import io.gatehouse.domain.proof.ConfirmPassword;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Api;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;
import java.util.Map;

/** {@code DELETE /api/me}: deletes the caller's account. */
public final class DeleteMeFunction extends SignedInFunction {
    private final ConfirmPassword confirmPassword;
    private final DeleteAccount deleteAccount;

    public DeleteMeFunction() {
        this(Auth.api());
    }

    DeleteMeFunction(Api api) {
        super(api);
        this.confirmPassword = api.useCases().confirmPassword();
        this.deleteAccount = api.useCases().deleteAccount();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        var password = request.body(fields -> fields.required("password", Password::parse));
        deleteAccount.delete(confirmPassword.confirm(caller, password, request.client()), request.client());
        return Response.json(202, Map.of("status", "accepted"));
    }
}
