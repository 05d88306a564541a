package io.gatehouse.web;

import io.gatehouse.domain.usecase.Authenticate;

/** Answers a request. What it throws is answered too: what the domain refuses by its problem, anything else by 500. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request);

    /** Answers a request of somebody who is signed in. */
    @FunctionalInterface
    interface ForCaller {
        Response handle(Request request, Authenticate.Caller caller);
    }
}
