package io.gatehouse.users;

import io.gatehouse.domain.account.DisplayName;
import io.gatehouse.domain.account.LanguageTag;
import io.gatehouse.domain.profile.UpdateProfile;
import io.gatehouse.domain.profile.UpdateProfile.Changes;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;

/** {@code PATCH /api/me}: changes what the caller says about themselves. */
public final class UpdateMeFunction extends SignedInFunction {
    private final UpdateProfile updateProfile;

    public UpdateMeFunction() {
        this(Users.api());
    }

    UpdateMeFunction(Api api) {
        super(api);
        this.updateProfile = api.useCases().updateProfile();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        var changes = request.optionalBody(UpdateMeFunction::changes);
        return UserView.answer(
                updateProfile.update(caller, changes, account -> request.permitsChangeOf(UserView.tag(account))));
    }

    private static Changes changes(Fields fields) {
        return new Changes(
                fields.patch("displayName", DisplayName::parse), fields.replacement("locale", LanguageTag::parse));
    }
}
