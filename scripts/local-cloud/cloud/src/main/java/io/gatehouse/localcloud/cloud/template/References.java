package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.aws.AwsAccount;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code Ref} and {@code Fn::GetAtt} may name: parameters, pseudo parameters and resources. */
final class References {

    private final Map<String, Object> parameters;
    private final Map<String, Resource> resources;
    private final PhysicalValues values;
    private final String stackName;

    References(
            String stackName, Map<String, Object> parameters, Map<String, Resource> resources, PhysicalValues values) {
        this.parameters = parameters;
        this.resources = resources;
        this.values = values;
        this.stackName = stackName;
    }

    static String stackId(String stackName) {
        return AwsAccount.arn("cloudformation", "stack/" + stackName + "/local");
    }

    /** Null for {@code AWS::NoValue}; SAM allows to name what it generates, as in {@code Function.Version}. */
    @Nullable
    Object ref(String name) {
        return switch (name) {
            case "AWS::NoValue" -> null;
            case "AWS::Region" -> AwsAccount.REGION;
            case "AWS::AccountId" -> AwsAccount.ID;
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::StackName" -> stackName;
            case "AWS::StackId" -> stackId(stackName);
            default -> parameters.containsKey(name) ? parameters.get(name) : resource(name);
        };
    }

    private Object resource(String name) {
        var dot = name.indexOf('.');
        return dot < 0
                ? attribute(name, PhysicalValues.REF)
                : attribute(name.substring(0, dot), name.substring(dot + 1));
    }

    Object attribute(String id, String attribute) {
        var resource = resources.get(id);
        if (resource == null) {
            throw attribute.equals(PhysicalValues.REF) ? nothing(id) : noResource(id);
        }
        return values.of(resource, attribute);
    }

    void checkRef(String name) {
        var isOther = name.startsWith("AWS::") || parameters.containsKey(name);
        if (!isOther && !isResource(name)) {
            throw nothing(name);
        }
    }

    void checkAttribute(String name) {
        if (!isResource(name)) {
            throw noResource(name.split("\\.", 2)[0]);
        }
    }

    /** SAM makes a role for each function, which a template may name, too. */
    private boolean isResource(String name) {
        var id = name.split("\\.", 2)[0];
        return resources.containsKey(id)
                || (id.endsWith("Role") && resources.containsKey(id.substring(0, id.length() - "Role".length())));
    }

    private static MalformedCall nothing(String name) {
        return new MalformedCall("names %s, which is no resource or parameter of this stack".formatted(name));
    }

    private static MalformedCall noResource(String id) {
        return new MalformedCall("names %s, which is no resource of this stack".formatted(id));
    }
}
