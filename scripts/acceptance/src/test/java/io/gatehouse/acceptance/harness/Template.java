package io.gatehouse.acceptance.harness;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The functions of {@code template.yaml} with what invokes them. */
public final class Template {
    private static final JsonNode TEMPLATE = Checkout.yaml("template.yaml");
    private static final JsonNode RESOURCES = TEMPLATE.path("Resources");
    private static final String INTRINSIC_ARN = ".Arn";

    /** A function of the template. */
    public record Function(String id, JsonNode properties) {
        /** The handler's class, without the package. */
        public String simpleName() {
            return handler().substring(handler().lastIndexOf('.') + 1);
        }

        public String handler() {
            return properties.path("Handler").asString().replaceFirst("::.*", "");
        }

        /** Its routes' keys, such as {@code GET /api/health}. */
        public Stream<String> routes() {
            return events("HttpApi")
                    .map(event -> event.path("Method").asString().toUpperCase(Locale.ROOT)
                            + " "
                            + event.path("Path").asString());
        }

        public boolean hasQueue() {
            return events("SQS").findAny().isPresent();
        }

        /** The properties of its schedules. */
        public Stream<JsonNode> schedules() {
            return events("ScheduleV2");
        }

        /** The logical ids of the custom resources that it makes. */
        public List<String> customResources() {
            return RESOURCES
                    .propertyStream()
                    .filter(resource -> resource.getValue()
                            .at("/Properties/ServiceToken")
                            .asString("")
                            .equals(id + INTRINSIC_ARN))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private Stream<JsonNode> events(String type) {
            return properties
                    .path("Events")
                    .valueStream()
                    .filter(event -> event.path("Type").asString().equals(type))
                    .map(event -> event.path("Properties"));
        }
    }

    private Template() {}

    /** The function that writes the rows beside an event. */
    static String rowsFunction() {
        return TEMPLATE.at("/Metadata/LocalCloud/Rows").asString();
    }

    public static List<Function> functions() {
        return RESOURCES
                .propertyStream()
                .filter(resource -> resource.getValue().path("Type").asString().equals("AWS::Serverless::Function"))
                .map(resource ->
                        new Function(resource.getKey(), resource.getValue().path("Properties")))
                .toList();
    }
}
