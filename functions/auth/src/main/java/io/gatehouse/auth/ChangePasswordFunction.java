package io.gatehouse.auth;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.password.ChangePassword;
import io.gatehouse.domain.proof.ConfirmPassword;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;

/** {@code POST /api/password/change}: changes the caller's password. */
public final class ChangePasswordFunction extends SignedInFunction {

    private record Body(Password currentPassword, Password newPassword) {
        static Body read(Fields fields, PasswordPolicy policy, EmailAddress owner) {
            return new Body(
                    fields.required("currentPassword", Password::parse),
                    fields.required("newPassword", text -> policy.check(text, owner)));
        }
    }

    private final ConfirmPassword confirmPassword;
    private final ChangePassword changePassword;
    private final PasswordPolicy policy;

    public ChangePasswordFunction() {
        this(Auth.api());
    }

    ChangePasswordFunction(Api api) {
        super(api);
        this.confirmPassword = api.useCases().confirmPassword();
        this.changePassword = api.useCases().changePassword();
        this.policy = api.useCases().passwordPolicy();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        var body = request.body(
                fields -> Body.read(fields, policy, caller.account().email()));
        var proof = confirmPassword.confirm(caller, body.currentPassword(), request.client());
        changePassword.changePassword(caller, proof, body.newPassword(), request.client());
        return Response.noContent();
    }
}
