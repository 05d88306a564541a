package io.gatehouse.web;

import io.gatehouse.domain.session.Caller;

/** A function that answers users who are signed in, as often as the limit for a user allows. */
public abstract class SignedInFunction extends HttpFunction {
    private final Guard guard;

    protected SignedInFunction(Api api) {
        super(api);
        this.guard = api.guard();
    }

    @Override
    protected final Response handle(Request request) {
        return answer(request, guard.authenticate(request));
    }

    /** Answers an admitted request. */
    protected abstract Response answer(Request request, Caller caller);
}
