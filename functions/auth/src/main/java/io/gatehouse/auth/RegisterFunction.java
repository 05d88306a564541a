package io.gatehouse.auth;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.LanguageTag;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.Register.Result;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Idempotency;
import io.gatehouse.web.Idempotency.Answer;
import io.gatehouse.web.OpenFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** {@code POST /api/register}: registers an account, or starts to. */
public final class RegisterFunction extends OpenFunction {

    private record View(UUID id, String email, boolean emailVerified, Instant createdAt) {
        static View of(Account account) {
            return new View(account.id(), account.email().address(), account.emailVerified(), account.createdAt());
        }
    }

    private final Register register;
    private final PasswordPolicy policy;
    private final Idempotency idempotency;

    public RegisterFunction() {
        this(Auth.api());
    }

    RegisterFunction(Api api) {
        super(api);
        this.register = api.useCases().register();
        this.policy = api.useCases().passwordPolicy();
        this.idempotency = api.idempotency();
    }

    @Override
    protected Response answer(Request request) {
        return idempotency.once(
                request,
                () -> request.body(this::read),
                registration -> answer(register.register(registration, request.client())));
    }

    private static Answer answer(Result result) {
        return switch (result) {
            case Result.Created(var account) ->
                new Answer(
                        Response.json(201, View.of(account)).with("Location", "/api/user/" + account.id()),
                        account.id());
            case Result.Pending(var registration) ->
                new Answer(Response.json(202, Map.of("status", "pending")), registration);
        };
    }

    private Register.Request read(Fields fields) {
        var email = fields.required("email", EmailAddress::parse);
        var password = fields.required("password", text -> policy.check(text, email));
        var locale = fields.optional("locale", LanguageTag::parse);
        return new Register.Request(email, password, Objects.requireNonNullElse(locale, Locale.ENGLISH));
    }
}
