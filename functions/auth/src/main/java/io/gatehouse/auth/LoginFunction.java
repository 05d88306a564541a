package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.usecase.SignIn;
import io.gatehouse.domain.usecase.SignIn.Credentials;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;

/** {@code POST /api/login}: an address and a password for an access token and a refresh token. */
public final class LoginFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final SignIn signIn;
    private final Handler handler;

    public LoginFunction() {
        this(Auth.ofThisProcess());
    }

    LoginFunction(Auth auth) {
        this.signIn = auth.signIn();
        this.handler = auth.guard().open(this::signedIn);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response signedIn(Request request) {
        var welcome = signIn.with(request.body(LoginFunction::credentials), request.client());
        return Response.ok(SessionView.of(welcome));
    }

    private static Credentials credentials(Fields fields) {
        return new Credentials(
                fields.required("email", EmailAddress::parse),
                fields.required("password", Password::parse),
                fields.optional("deviceToken", Function.identity()));
    }
}
