package io.gatehouse.web;

import io.gatehouse.domain.wiring.Ports;
import io.gatehouse.domain.wiring.Rules;
import io.gatehouse.domain.wiring.UseCases;
import java.net.URI;

/** What HTTP handlers are made of: the use cases, the guard in front of them, and idempotency. */
public final class Api {
    private final UseCases useCases;
    private final Guard guard;
    private final Problems problems;

    /** @param issuer of the tokens, under which the pages about problems are */
    public Api(Ports ports, Rules rules, URI issuer) {
        this.useCases = new UseCases(ports, rules);
        this.guard = new Guard(
                ports.rateLimiter(),
                useCases.authenticateCaller(),
                useCases.refreshTokens(),
                new Guard.Limits(rules.requestsPerAddress(), rules.requestsPerUser()));
        this.problems = new Problems(issuer);
    }

    public UseCases useCases() {
        return useCases;
    }

    public Guard guard() {
        return guard;
    }

    public Idempotency idempotency() {
        return new Idempotency(useCases.idempotentRequests(), problems);
    }

    Problems problems() {
        return problems;
    }
}
