package io.gatehouse.users;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.LookUpUser;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/user/{id}}: a user's record, to the user and to administrators. */
public final class UserFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record View(
            UUID id,
            String email,
            boolean emailVerified,
            @Nullable String displayName,
            String locale,
            List<String> roles,
            Instant createdAt,
            Instant updatedAt) {

        static View of(Account account) {
            return new View(
                    account.id(),
                    account.email().address(),
                    account.emailVerified(),
                    account.displayName(),
                    account.locale().toLanguageTag(),
                    account.roles().stream().map(Role::label).sorted().toList(),
                    account.createdAt(),
                    account.updatedAt());
        }
    }

    private final LookUpUser lookUpUser;
    private final Handler handler;

    public UserFunction() {
        this(Users.ofThisProcess());
    }

    UserFunction(Users users) {
        this.lookUpUser = users.lookUpUser();
        this.handler = users.guard().signedIn(this::user);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response user(Request request, Authenticate.Caller caller) {
        var found = lookUpUser.byId(caller, request.pathId("id"));
        return Response.ok(View.of(found.account()))
                .with("Cache-Control", "private, no-cache")
                .with("X-Cache", found.cached() ? "hit" : "miss")
                .withTag();
    }
}
