package io.gatehouse.localcloud.cloud.deployment;

import static io.gatehouse.localcloud.cloud.template.PhysicalValues.REF;

import io.gatehouse.localcloud.cloud.runtime.LambdaVariables;
import io.gatehouse.localcloud.cloud.template.PhysicalValues;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.util.Map;
import java.util.function.Supplier;

/** What resources are in a running cloud. An ignored resource (a role, an alarm) is its logical id. */
record PhysicalResources(String stackName, String apiUrl, BackingServices stores) {
    PhysicalValues with(Supplier<CustomResources> customResources) {
        return (resource, attribute) ->
                resource.isCustom() ? customResources.get().attribute(resource, attribute) : value(resource, attribute);
    }

    private String value(Resource resource, String attribute) {
        var known = attributes(resource);
        if (known.isEmpty()) {
            return attribute.equals(REF) ? resource.id() : resource.id() + "." + attribute;
        }
        var value = known.get(attribute);
        if (value == null) {
            throw resource.properties().wrong(attribute, "is not known to the local cloud");
        }
        return value.get();
    }

    private Map<String, Supplier<String>> attributes(Resource resource) {
        return switch (resource.type()) {
            case Resource.FUNCTION -> function(DeployedFunctions.name(resource));
            case Resource.HTTP_API -> Map.of(REF, resource::id, "ApiEndpoint", () -> apiUrl);
            case Resource.QUEUE -> queue(BackingServices.queueName(stackName, resource));
            case Resource.SECRET -> {
                Supplier<String> arn = () -> stores.secretArn(stackName, resource);
                yield Map.of(REF, arn, "Id", arn);
            }
            case Resource.DATABASE ->
                Map.of(
                        REF,
                        resource::id,
                        "DBClusterIdentifier",
                        resource::id,
                        "DBClusterResourceId",
                        resource::id,
                        "Endpoint.Address",
                        () -> LocalServer.HOST,
                        "ReadEndpoint.Address",
                        () -> LocalServer.HOST,
                        "Endpoint.Port",
                        () -> Integer.toString(stores.postgres().orElseThrow().port()));
            case Resource.CACHE ->
                Map.of(
                        REF,
                        resource::id,
                        "Endpoint.Address",
                        () -> LocalServer.HOST,
                        "ReaderEndpoint.Address",
                        () -> LocalServer.HOST,
                        "Endpoint.Port",
                        () -> Integer.toString(stores.redis().orElseThrow().port()),
                        "ReaderEndpoint.Port",
                        () -> Integer.toString(stores.redis().orElseThrow().port()));
            default -> Map.of();
        };
    }

    private static Map<String, Supplier<String>> function(String name) {
        Supplier<String> arn = () -> LambdaVariables.arn(name);
        return Map.of(REF, () -> name, "Arn", arn, "Version", arn, "Alias", arn);
    }

    private Map<String, Supplier<String>> queue(String name) {
        Supplier<String> url = () -> stores.sqs().queueUrl(name);
        return Map.of(REF, url, "QueueUrl", url, "Arn", () -> SqsServer.queueArn(name), "QueueName", () -> name);
    }
}
