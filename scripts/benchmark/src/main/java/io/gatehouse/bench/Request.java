package io.gatehouse.bench;

import java.net.URI;
import java.util.Map;

/**
 * One HTTP request.
 *
 * @param body the empty text for none
 */
record Request(String method, URI uri, Map<String, String> headers, String body) {

    static Request get(URI uri, Map<String, String> headers) {
        return new Request("GET", uri, headers, "");
    }

    static Request post(URI uri, String json) {
        return new Request("POST", uri, Map.of("content-type", "application/json"), json);
    }
}
