package io.gatehouse.users;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.DisplayName;
import io.gatehouse.domain.account.LanguageTag;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.UpdateProfile;
import io.gatehouse.domain.usecase.UpdateProfile.Changes;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;

/** {@code PATCH /api/me}: changes what the caller says about themselves. */
public final class UpdateMeFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final UpdateProfile updateProfile;
    private final Handler handler;

    public UpdateMeFunction() {
        this(Users.ofThisProcess());
    }

    UpdateMeFunction(Users users) {
        this.updateProfile = users.updateProfile();
        this.handler = users.guard().signedIn(this::updated);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response updated(Request request, Authenticate.Caller caller) {
        return UserView.answer(updateProfile.with(caller, request.optionalBody(UpdateMeFunction::changes)));
    }

    private static Changes changes(Fields fields) {
        return new Changes(
                fields.patch("displayName", DisplayName::parse), fields.optional("locale", LanguageTag::parse));
    }
}
