package io.gatehouse.auth;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.address.RequestEmailChange;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.proof.ConfirmPassword;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Idempotency;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;
import java.util.Map;

/** {@code POST /api/email/change}: asks by mail whether the caller may move to another address. */
public final class ChangeEmailFunction extends SignedInFunction {

    private record Body(EmailAddress newEmail, Password password) {
        static Body read(Fields fields, Account account) {
            return new Body(
                    fields.required("newEmail", text -> RequestEmailChange.newAddress(text, account)),
                    fields.required("password", Password::parse));
        }
    }

    private final ConfirmPassword confirmPassword;
    private final RequestEmailChange requestEmailChange;
    private final Idempotency idempotency;

    public ChangeEmailFunction() {
        this(Auth.api());
    }

    ChangeEmailFunction(Api api) {
        super(api);
        this.confirmPassword = api.useCases().confirmPassword();
        this.requestEmailChange = api.useCases().requestEmailChange();
        this.idempotency = api.idempotency();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        return idempotency.once(
                request, caller, () -> request.body(fields -> Body.read(fields, caller.account())), body -> {
                    var proof = confirmPassword.confirm(caller, body.password(), request.client());
                    requestEmailChange.request(caller, proof, body.newEmail(), request.client());
                    return Response.json(202, Map.of("status", "accepted"));
                });
    }
}
