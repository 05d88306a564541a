package io.gatehouse.localcloud.cloud.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

/** Answers in JSON. */
final class Json {
    private static final JsonMapper JSON = new JsonMapper();

    private Json() {}

    static void send(ServerResponse response, Object value) throws JsonProcessingException {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(JSON.writeValueAsBytes(value));
    }
}
