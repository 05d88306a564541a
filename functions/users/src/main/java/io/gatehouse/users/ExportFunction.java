package io.gatehouse.users;

import io.gatehouse.domain.profile.ExportAccount;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Api;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;

/** {@code GET /api/me/export}: everything stored about the caller. */
public final class ExportFunction extends SignedInFunction {
    private final ExportAccount exportAccount;

    public ExportFunction() {
        this(Users.api());
    }

    ExportFunction(Api api) {
        super(api);
        this.exportAccount = api.useCases().exportAccount();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        return Response.ok(ExportView.of(exportAccount.export(caller, request.client()), caller.sessionId()));
    }
}
