package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.usecase.SignIn;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.UUID;

/** {@code POST /api/login}: an address and a password for an access token. */
public final class LoginFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record Body(EmailAddress email, Password password) {
        Body(Fields fields) {
            this(fields.required("email", EmailAddress::parse), fields.required("password", Password::parse));
        }
    }

    private record View(String token, String tokenType, long expiresIn, User user) {
        record User(UUID id, String email) {}

        static View of(SignIn.SignedIn signedIn) {
            var account = signedIn.account();
            var token = signedIn.accessToken();
            return new View(
                    token.token(),
                    "Bearer",
                    token.expiresIn(),
                    new User(account.id(), account.email().address()));
        }
    }

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
        var body = request.body(Body::new);
        return Response.ok(View.of(signIn.with(body.email(), body.password(), request.client())));
    }
}
