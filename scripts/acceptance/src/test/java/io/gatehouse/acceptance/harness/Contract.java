package io.gatehouse.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, and whether an answer is as it says. */
public final class Contract {
    public static final String FILE = "functions/operations/src/main/resources/openapi.yaml";
    private static final String ID = "https://gatehouse.example/openapi";
    private static final JsonNode DOCUMENT = closed(Checkout.yaml(FILE));
    private static final List<Operation> OPERATIONS = operations();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemas(Map.of(ID, DOCUMENT.toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    /** A group of operations. */
    public record Tag(String name, String description) {}

    /** One method of one path, with the place of its description in the document. */
    public record Operation(String method, String path, String pointer) {
        public String id() {
            return DOCUMENT.at(pointer).path("operationId").asString();
        }

        public String summary() {
            return DOCUMENT.at(pointer).path("summary").asString();
        }

        public boolean isTagged(Tag tag) {
            return DOCUMENT.at(pointer)
                    .path("tags")
                    .valueStream()
                    .anyMatch(name -> name.asString().equals(tag.name()));
        }

        /** Any one of which the caller needs; none if everybody with a token may call. */
        public List<String> roles() {
            return DOCUMENT.at(pointer)
                    .path("security")
                    .valueStream()
                    .flatMap(alternative -> alternative.path("bearer").valueStream())
                    .map(JsonNode::asString)
                    .toList();
        }

        /** Whether it asks for a token, and nobody may come without. */
        public boolean isProtected() {
            var alternatives = DOCUMENT.at(pointer).path("security");
            return !alternatives.isMissingNode() && alternatives.valueStream().noneMatch(JsonNode::isEmpty);
        }

        /** The route's key in API Gateway, such as {@code GET /api/user/{id}}. */
        public String routeKey() {
            return method + " " + path;
        }

        boolean serves(Answer answer) {
            var pattern = "\\Q" + path.replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q") + "\\E(\\?.*)?";
            return method.equals(answer.method()) && Pattern.matches(pattern, answer.path());
        }
    }

    private Contract() {}

    public static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        DOCUMENT.path("paths")
                .forEachEntry((path, methods) ->
                        methods.forEachEntry((method, operation) -> operations.add(new Operation(
                                method.toUpperCase(Locale.ROOT), path, "/paths/" + escaped(path) + "/" + method))));
        return operations;
    }

    public static List<Tag> tags() {
        return DOCUMENT.path("tags")
                .valueStream()
                .map(tag -> new Tag(
                        tag.path("name").asString(), tag.path("description").asString()))
                .toList();
    }

    /** Every {@code code} that a problem can have. */
    public static Stream<String> codes() {
        return DOCUMENT.at("/components/schemas/Problem/properties/code/enum")
                .valueStream()
                .map(JsonNode::asString);
    }

    /** Fails unless status, headers and body of a function's answer are documented. API Gateway's own answers pass. */
    static void check(Answer answer) {
        operation(answer).ifPresent(operation -> {
            var pointer = response(operation, answer);
            CommonHeaders.check(answer);
            checkHeaders(answer, pointer + "/headers");
            checkBody(answer, pointer + "/content");
        });
    }

    /** Fails unless a JSON body is as the route's description wants it. */
    public static void checkRequest(String routeKey, JsonNode body) {
        var operation = OPERATIONS.stream()
                .filter(candidate -> candidate.routeKey().equals(routeKey))
                .findFirst()
                .orElseThrow();
        validate(operation.pointer() + "/requestBody/content/application~1json/schema", body, routeKey);
    }

    /** Fails unless each schema's examples are valid. */
    public static void checkExamples() {
        DOCUMENT.at("/components/schemas")
                .forEachEntry((name, schema) -> schema.path("examples")
                        .forEach(example -> validate("/components/schemas/" + name, example, "example of " + name)));
    }

    private static Optional<Operation> operation(Answer answer) {
        return OPERATIONS.stream().filter(operation -> operation.serves(answer)).findFirst();
    }

    private static String response(Operation operation, Answer answer) {
        var pointer = operation.pointer() + "/responses/" + answer.status();
        var response = DOCUMENT.at(pointer);
        assertThat(response.isMissingNode())
                .as("undocumented status: %s", answer)
                .isFalse();
        return referred(pointer, response);
    }

    private static void checkHeaders(Answer answer, String pointer) {
        DOCUMENT.at(pointer).forEachEntry((name, header) -> {
            var definition = referred(pointer + "/" + escaped(name), header);
            var value = answer.headers().firstValue(name);
            if (DOCUMENT.at(definition).path("required").asBoolean(false)) {
                assertThat(value).as("header %s of %s", name, answer).isPresent();
            }
            value.ifPresent(
                    text -> validate(definition + "/schema", Checkout.JSON.valueToTree(text), name + " of " + answer));
        });
    }

    private static void checkBody(Answer answer, String pointer) {
        if (DOCUMENT.at(pointer).isMissingNode()) {
            assertThat(answer.body()).as("body of %s", answer).isEmpty();
            return;
        }
        var mediaType = answer.header("content-type").replaceFirst(";.*", "");
        var schema = pointer + "/" + escaped(mediaType) + "/schema";
        assertThat(DOCUMENT.at(schema).isMissingNode())
                .as("undocumented media type: %s", answer)
                .isFalse();
        var body = mediaType.endsWith("json") ? answer.json() : Checkout.JSON.valueToTree(answer.text());
        validate(schema, body, "body of " + answer);
    }

    private static void validate(String pointer, JsonNode value, String what) {
        var schema = SCHEMAS.getSchema(SchemaLocation.of(ID + "#" + pointer));
        assertThat(schema.validate(value)).as(what).isEmpty();
    }

    private static String referred(String pointer, JsonNode node) {
        return node.has("$ref") ? node.path("$ref").asString().substring(1) : pointer;
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Lets no object have a property that is not documented: clients may meet new ones, this version has none. */
    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("type").asString("").equals("object")
                && schema.has("properties")
                && !schema.has("additionalProperties")) {
            schema.put("unevaluatedProperties", false);
        }
        node.forEach(Contract::closed);
        return node;
    }
}
