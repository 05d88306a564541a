package io.gatehouse.web;

/** A function that answers anybody, as often as the limit for an address allows. */
public abstract class OpenFunction extends HttpFunction {
    private final Guard guard;

    protected OpenFunction(Api api) {
        super(api);
        this.guard = api.guard();
    }

    @Override
    protected final Response handle(Request request) {
        guard.admit(request);
        return answer(request);
    }

    /** Answers an admitted request. */
    protected abstract Response answer(Request request);
}
