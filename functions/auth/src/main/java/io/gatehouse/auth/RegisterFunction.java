package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.adapters.config.Settings.SignUpMode;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.LanguageTag;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.usecase.Register;
import io.gatehouse.domain.usecase.RegisterByMail;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/register}: an address and a password for an account. */
public final class RegisterFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record Body(
            EmailAddress email, Password password, @Nullable Locale locale) {
        static Body read(Fields fields, PasswordPolicy policy) {
            var email = fields.required("email", EmailAddress::parse);
            var password = fields.required("password", text -> policy.check(text, email));
            return new Body(email, password, fields.optional("locale", LanguageTag::parse));
        }

        Locale language() {
            return locale == null ? Locale.ENGLISH : locale;
        }
    }

    private record View(UUID id, String email, boolean emailVerified, Instant createdAt) {
        static View of(Account account) {
            return new View(account.id(), account.email().address(), account.emailVerified(), account.createdAt());
        }
    }

    private final Register register;
    private final RegisterByMail registerByMail;
    private final PasswordPolicy policy;
    private final Handler handler;

    public RegisterFunction() {
        this(Auth.ofThisProcess());
    }

    RegisterFunction(Auth auth) {
        this.register = auth.register();
        this.registerByMail = auth.registerByMail();
        this.policy = auth.passwordPolicy();
        var mode = auth.settings().signUpMode();
        this.handler = auth.guard()
                .open(auth.idempotency().once(mode == SignUpMode.IMMEDIATE ? this::created : this::pending));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response created(Request request) {
        var body = body(request);
        var account = register.account(body.email(), body.password(), body.language(), request.client());
        return Response.json(201, View.of(account)).with("Location", "/api/user/" + account.id());
    }

    /** Says nothing of whether the address has an account. */
    private Response pending(Request request) {
        var body = body(request);
        registerByMail.ask(body.email(), body.password(), body.language());
        return Response.json(202, Map.of("status", "pending"));
    }

    private Body body(Request request) {
        return request.body(fields -> Body.read(fields, policy));
    }
}
