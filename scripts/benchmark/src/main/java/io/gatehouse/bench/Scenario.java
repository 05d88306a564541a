package io.gatehouse.bench;

import java.util.function.Supplier;

/**
 * One line of the table.
 *
 * @param target requests a second to reach on two cores, or 0 for no target
 * @param connections clients at once
 * @param changing whether each request differs from the one before
 */
record Scenario(String name, int target, int connections, boolean changing, Supplier<Request> requests) {

    static Scenario constant(String name, int target, int connections, Request request) {
        return new Scenario(name, target, connections, false, () -> request);
    }

    static Scenario changing(String name, int target, int connections, Supplier<Request> requests) {
        return new Scenario(name, target, connections, true, requests);
    }
}
