package io.gatehouse.web;

import io.gatehouse.domain.session.Visitor;

/** A function that answers anybody, and takes notice of who is signed in. */
public abstract class VisitedFunction extends HttpFunction {
    private final Guard guard;

    protected VisitedFunction(Api api) {
        super(api);
        this.guard = api.guard();
    }

    @Override
    protected final Response handle(Request request) {
        return answer(request, guard.recognise(request));
    }

    /** Answers an admitted request. */
    protected abstract Response answer(Request request, Visitor visitor);
}
