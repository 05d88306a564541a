package io.gatehouse.acceptance.structure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Contract;
import io.gatehouse.acceptance.harness.Events;
import io.gatehouse.acceptance.harness.Template;
import io.gatehouse.acceptance.harness.Template.Function;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code events/} are what AWS would send, and there is one at least for each function. */
class EventsTest {

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.harness.Template#functions")
    void everyFunctionHasAnEvent(Function function) {
        assertThat(Events.names())
                .anySatisfy(name -> assertThat(Events.invokes(name, function)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.harness.Events#names")
    void everyEventInvokesOneFunction(String name) {
        assertThat(Template.functions())
                .filteredOn(function -> Events.invokes(name, function))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("httpEvents")
    void anHttpEventReadsAsLambdaReadsIt(String name) {
        var text = Checkout.text("events/" + name + ".json");

        var event = LambdaEventSerializers.serializerFor(
                        APIGatewayV2HTTPEvent.class, getClass().getClassLoader())
                .fromJson(text);

        assertThat(event.getVersion()).isEqualTo("2.0");
        assertThat(event.getRequestContext().getRouteKey()).isEqualTo(event.getRouteKey());
        assertThat(event.getRequestContext().getHttp().getPath()).isEqualTo(event.getRawPath());
        assertThat(event.getRequestContext().getHttp().getSourceIp())
                .isEqualTo(event.getHeaders().get("x-forwarded-for"));
        assertThat(event.getHeaders().keySet())
                .allSatisfy(header -> assertThat(header).isLowerCase());
        var body = event.getBody() == null ? "" : event.getBody();
        assertThat(event.getHeaders().get("content-length")).isEqualTo("" + body.getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @MethodSource("httpEvents")
    void anHttpEventsBodyIsAsDescribed(String name) {
        var event = Checkout.event(name);
        if (event.has("body")) {
            Contract.checkRequest(
                    event.path("routeKey").asString(),
                    Checkout.JSON.readTree(event.path("body").asString()));
        }
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.harness.Events#ofQueues")
    void aQueueEventReadsAsLambdaReadsIt(String name) throws Exception {
        var event = LambdaEventSerializers.serializerFor(
                        SQSEvent.class, getClass().getClassLoader())
                .fromJson(Checkout.text("events/" + name + ".json"));

        for (var message : event.getRecords()) {
            var md5 = MessageDigest.getInstance("MD5").digest(message.getBody().getBytes(UTF_8));
            assertThat(message.getMd5OfBody()).isEqualTo(HexFormat.of().formatHex(md5));
            assertThat(message.getEventSource()).isEqualTo("aws:sqs");
        }
    }

    @Test
    void theDescriptionsExamplesAreAsTheirSchemasSay() {
        Contract.checkExamples();
    }

    static List<String> httpEvents() {
        return Events.names().stream()
                .filter(name -> Checkout.event(name).has("routeKey"))
                .toList();
    }
}
