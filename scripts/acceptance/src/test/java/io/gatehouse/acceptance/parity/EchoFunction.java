package io.gatehouse.acceptance.parity;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Answers a request with the event that it came as. Needs no library, for it runs in a container as well. */
public final class EchoFunction implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        var body = Base64.getEncoder().encodeToString(event.readAllBytes());
        answer.write("""
                {"statusCode":200,"headers":{"content-type":"application/json"},"isBase64Encoded":true,"body":"%s"}""".formatted(body).getBytes(StandardCharsets.UTF_8));
    }
}
