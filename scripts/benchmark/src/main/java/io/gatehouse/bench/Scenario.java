package io.gatehouse.bench;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients do over and over.
 *
 * @param target requests a second to reach on two cores, or 0 for no target
 * @param connections clients at once
 * @param clients makes one for each connection
 * @param script by which wrk does the same, when the requests are not all the same
 */
record Scenario(
        String name,
        int target,
        int connections,
        Supplier<Client> clients,
        @Nullable Script script) {

    /** One connection's side of the conversation. */
    interface Client {
        LoadRequest next();

        /** Is told of each good answer before the next request. */
        default void hear(String body) {}
    }

    /**
     * A script of wrk's, which runs in one thread.
     *
     * @param name of a resource of this package
     * @param api where it sends its requests
     * @param arguments for each run anew
     */
    record Script(String name, URI api, Supplier<List<String>> arguments) {}

    static Scenario constant(String name, int target, int connections, LoadRequest request) {
        return new Scenario(name, target, connections, () -> () -> request, null);
    }

    /** With another request each time. */
    static Scenario changing(String name, int target, int connections, Supplier<LoadRequest> requests) {
        return new Scenario(name, target, connections, () -> requests::get, null);
    }

    Scenario withOneClient() {
        return new Scenario(name, target, 1, clients, script);
    }
}
