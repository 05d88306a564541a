package io.gatehouse.bench;

import java.net.URI;
import java.util.Map;

/**
 * One HTTP request.
 *
 * @param body the empty text for none
 */
record LoadRequest(String method, URI uri, Map<String, String> headers, String body) {

    static LoadRequest get(URI uri, Map<String, String> headers) {
        return new LoadRequest("GET", uri, headers, "");
    }

    static LoadRequest post(URI uri, String json) {
        return new LoadRequest("POST", uri, Map.of("content-type", "application/json"), json);
    }
}
