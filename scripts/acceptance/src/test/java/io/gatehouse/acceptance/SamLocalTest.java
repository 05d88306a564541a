package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Events;
import io.gatehouse.acceptance.harness.LocalCloud;
import io.gatehouse.acceptance.harness.Sam;
import io.gatehouse.acceptance.harness.Template;
import io.gatehouse.acceptance.harness.Template.Function;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** SAM's own commands run the functions in containers, against the stores of a local cloud. */
@Isolated("its containers take the machine's processors for a minute")
@Tag("tools")
class SamLocalTest {
    private static final Path ENV_VARS = Path.of("target/sam-env-vars.json").toAbsolutePath();

    private static LocalCloud cloud;

    @BeforeAll
    static void start() {
        Sam.assumeThere();
        cloud = LocalCloud.startForContainers(ENV_VARS);
    }

    @AfterAll
    static void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void invokePrintsTheAnswerOfAFunctionThatReachesTheStores() {
        var result = Sam.invoke("ReadyFunction", "ready", ENV_VARS);

        var answer = Checkout.JSON.readTree(result.out().lines().toList().getLast());
        assertThat(answer.path("statusCode").asInt()).as(result.err()).isEqualTo(200);
    }

    /** {@code sam local invoke} runs functions as {@code start-lambda} does, which starts faster when they are many. */
    @Test
    void everyFunctionAnswersItsEvent() throws Exception {
        try (var lambda = Sam.startLambda(ENV_VARS, Path.of("target/sam-start-lambda.log"));
                var http = HttpClient.newHttpClient();
                var twoAtOnce = Executors.newFixedThreadPool(2)) {
            var invocations = Template.functions().stream()
                    .map(function -> twoAtOnce.submit(() -> invoke(http, lambda, function)))
                    .toList();
            for (var invocation : invocations) {
                var answer = invocation.get();
                assertThat(answer.payload().has("errorType"))
                        .as("%s answered %s", answer.function(), answer.payload())
                        .isFalse();
            }
        }
    }

    private record Answer(String function, JsonNode payload) {}

    private static Answer invoke(HttpClient http, Sam lambda, Function function) throws Exception {
        var event = Events.names().stream()
                .filter(name -> Events.invokes(name, function))
                .findFirst()
                .orElseThrow();
        var request = HttpRequest.newBuilder(
                        lambda.url().resolve("/2015-03-31/functions/" + function.id() + "/invocations"))
                .POST(BodyPublishers.ofString(Checkout.text("events/" + event + ".json")))
                .build();
        return new Answer(
                function.id(),
                Checkout.JSON.readTree(
                        http.send(request, BodyHandlers.ofString()).body()));
    }
}
