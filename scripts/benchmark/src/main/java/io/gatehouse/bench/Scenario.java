package io.gatehouse.bench;

import java.util.function.Supplier;

/**
 * What clients do over and over.
 *
 * @param target requests a second to reach on two cores, or 0 for no target
 * @param connections clients at once
 * @param clients makes one for each connection
 */
record Scenario(String name, int target, int connections, Supplier<Client> clients) {

    /** One connection's side of the conversation. */
    interface Client {
        Request next();

        /** Is told of each good answer before the next request. */
        default void hear(String body) {}
    }

    static Scenario constant(String name, int target, int connections, Request request) {
        return new Scenario(name, target, connections, () -> () -> request);
    }

    /** With another request each time. */
    static Scenario changing(String name, int target, int connections, Supplier<Request> requests) {
        return new Scenario(name, target, connections, () -> requests::get);
    }
}
