package io.gatehouse.web.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import io.gatehouse.web.Api;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.OpenFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;
import io.gatehouse.web.VisitedFunction;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The API on ports in memory, and its users. */
public final class TestApi {
    /** The user of the event files, whose password there is {@link TestGatehouse#PASSWORD}. */
    public static final EmailAddress ADA = EmailAddress.parse("ada@example.com");

    private final TestGatehouse gatehouse;
    private final Api api;

    public TestApi() {
        this(TestRules.UNLIMITED);
    }

    public TestApi(TestRules rules) {
        this.gatehouse = new TestGatehouse(rules);
        this.api = new Api(gatehouse.ports(), rules, Gateway.ISSUER);
    }

    public Api api() {
        return api;
    }

    public TestGatehouse gatehouse() {
        return gatehouse;
    }

    public UseCases useCases() {
        return gatehouse.useCases();
    }

    public InMemoryPorts ports() {
        return gatehouse.ports();
    }

    public SettableClock clock() {
        return gatehouse.ports().clock();
    }

    /** Ada, registered and signed in. */
    public Caller signUp() {
        return signUp(ADA);
    }

    public Caller signUp(EmailAddress email) {
        gatehouse.register(email);
        return gatehouse.signIn(email);
    }

    public void verifyAddress(Caller caller) {
        gatehouse.verify(gatehouse.account(caller.account().email()).orElseThrow());
    }

    public String tokenOf(Caller caller) {
        return InMemoryPorts.tokenOf(caller.accountId(), caller.sessionId());
    }

    /** An event of a file, sent by this caller. */
    public APIGatewayV2HTTPEvent event(String name, Caller caller) {
        return Gateway.with(Gateway.event(name), "authorization", "Bearer " + tokenOf(caller));
    }

    /** A function for everybody that answers in this way. */
    public HttpFunction open(Function<Request, Response> answer) {
        return new OpenFunction(api) {
            @Override
            protected Response answer(Request request) {
                return answer.apply(request);
            }
        };
    }

    /** A function for users who are signed in that answers in this way. */
    public HttpFunction signedIn(BiFunction<Request, Caller, Response> answer) {
        return new SignedInFunction(api) {
            @Override
            protected Response answer(Request request, Caller caller) {
                return answer.apply(request, caller);
            }
        };
    }

    /** A function for anybody that takes notice of who is signed in, and answers in this way. */
    public HttpFunction visited(BiFunction<Request, Visitor, Response> answer) {
        return new VisitedFunction(api) {
            @Override
            protected Response answer(Request request, Visitor visitor) {
                return answer.apply(request, visitor);
            }
        };
    }
}
