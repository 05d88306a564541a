package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A template with its parameters' values: the resources whose conditions hold. */
public final class Stack {

    private static final String IMPLICIT_API = "ServerlessHttpApi";

    private final Document document;
    private final String name;
    private final Intrinsics intrinsics;
    private final Conditions conditions;
    private final Globals globals;
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    Stack(Template template, Document document, Map<String, Object> parameters, PhysicalValues values) {
        this.document = document;
        this.name = template.stackName();
        this.globals = new Globals(template.section("Globals"));
        this.conditions = new Conditions(document, template.section("Conditions"), this::evaluate);
        var references = new References(name, parameters, resources, values);
        this.intrinsics = new Intrinsics(document, references, conditions, template.section("Mappings"));
        template.section("Rules").values().forEach(this::check);
        template.section("Resources").forEach(this::add);
        addImplicitApi();
        checkReferences(template, new ReferenceCheck(document, references, conditions));
    }

    private @Nullable Object evaluate(@Nullable Object node) {
        return intrinsics.evaluate(node);
    }

    private void check(@Nullable Object rule) {
        var definition = Template.map(rule);
        var condition = definition.get("RuleCondition");
        if (condition != null && !conditions.test(condition)) {
            return;
        }
        for (var item : Template.list(definition.get("Assertions"))) {
            var assertion = Template.map(item);
            if (!conditions.test(assertion.get("Assert"))) {
                var description = assertion.getOrDefault("AssertDescription", "a rule of the template does not hold");
                throw document.wrong(item, String.valueOf(description));
            }
        }
    }

    private void add(String id, @Nullable Object node) {
        var definition = Intrinsics.asMap(node);
        if (definition == null || !(definition.get("Type") instanceof String type)) {
            throw document.wrong(node, "the resource %s has no Type.".formatted(id));
        }
        var place = "%s: %s".formatted(document.place(node), id);
        if (definition.get("Condition") instanceof String condition && !holds(place, condition)) {
            return;
        }
        var own = Template.map(definition.get("Properties"));
        var properties = new Properties(intrinsics, place, globals.mergedInto(type, own));
        var dependsOn = Template.list(definition.get("DependsOn")).stream()
                .map(String::valueOf)
                .toList();
        resources.put(id, new Resource(id, type, properties, dependsOn));
    }

    private void checkReferences(Template template, ReferenceCheck references) {
        template.section("Conditions").keySet().forEach(condition -> holds("Conditions", condition));
        references.check(template.section("Globals"));
        var declared = template.section("Resources");
        for (var resource : resources.values()) {
            var definition = Template.map(declared.get(resource.id()));
            references.check(definition.get("Properties"));
            resource.dependsOn().stream()
                    .filter(id -> !declared.containsKey(id))
                    .findFirst()
                    .ifPresent(id -> {
                        throw resource.properties().wrong("DependsOn", "names %s, which is no resource".formatted(id));
                    });
        }
        template.section("Outputs").values().stream()
                .flatMap(output -> Optional.ofNullable(Intrinsics.asMap(output)).stream())
                .filter(output -> !(output.get("Condition") instanceof String name) || holds("Outputs", name))
                .forEach(output -> references.check(output.get("Value")));
    }

    /** SAM's API for those routes that name none. */
    private void addImplicitApi() {
        if (resources(Resource.HTTP_API).findAny().isEmpty()) {
            var properties = new Properties(intrinsics, IMPLICIT_API, globals.mergedInto(Resource.HTTP_API, Map.of()));
            resources.put(IMPLICIT_API, new Resource(IMPLICIT_API, Resource.HTTP_API, properties, List.of()));
        }
    }

    private boolean holds(String place, String condition) {
        try {
            return conditions.holds(condition);
        } catch (MalformedCall e) {
            throw new LocalCloudException("%s %s.".formatted(place, e.getMessage()));
        }
    }

    /** {@code AWS::StackId}. */
    public String id() {
        return References.stackId(name);
    }

    /** {@code AWS::StackName}. */
    public String name() {
        return name;
    }

    /** In the template's order. */
    public Collection<Resource> resources() {
        return Collections.unmodifiableCollection(resources.values());
    }

    public Stream<Resource> resources(String type) {
        return resources.values().stream().filter(resource -> resource.type().equals(type));
    }

    public Optional<Resource> resource(String id) {
        return Optional.ofNullable(resources.get(id));
    }
}
