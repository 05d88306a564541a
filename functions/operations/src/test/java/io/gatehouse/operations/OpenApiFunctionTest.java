package io.gatehouse.operations;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiFunctionTest {
    private static final Path FILE =
            Path.of(System.getProperty("gatehouse.root"), "functions/operations/src/main/resources/openapi.yaml");

    @Test
    void returnsTheOpenApiFile() throws IOException {
        var answer = answer(with(event("openapi"), "accept-encoding", null), new OpenApiFunction());

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/yaml; charset=utf-8");
        assertThat(answer.getBody()).isEqualTo(Files.readString(FILE));
    }
}
