package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.runtime.LambdaVariables;
import io.gatehouse.localcloud.cloud.template.PhysicalValues;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.store.PostgresServer;
import io.gatehouse.localcloud.services.store.RedisServer;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.util.function.Supplier;

/**
 * What resources are in a running cloud. A resource that the local cloud leaves out (a role, an alarm) is its logical
 * id, and its attributes are {@code id.attribute}.
 */
final class PhysicalResources implements PhysicalValues {
    private final String stackName;
    private final String apiUrl;
    private final Stores stores;
    private final Supplier<CustomResources> customResources;

    /** @param customResources asked for when a value of one is needed */
    PhysicalResources(String stackName, String apiUrl, Stores stores, Supplier<CustomResources> customResources) {
        this.stackName = stackName;
        this.apiUrl = apiUrl;
        this.stores = stores;
        this.customResources = customResources;
    }

    @Override
    public String of(Resource resource, String attribute) {
        if (resource.isCustom()) {
            return customResources.get().attribute(resource, attribute);
        }
        return switch (resource.type()) {
            case Resource.FUNCTION -> function(resource, attribute);
            case Resource.HTTP_API -> api(resource, attribute);
            case Resource.QUEUE -> queue(resource, attribute);
            case Resource.SECRET -> secret(resource, attribute);
            case Resource.DATABASE -> database(resource, attribute);
            case Resource.CACHE -> cache(resource, attribute);
            default -> attribute.equals(REF) ? resource.id() : resource.id() + "." + attribute;
        };
    }

    private static String function(Resource resource, String attribute) {
        var name = Functions.name(resource);
        return switch (attribute) {
            case REF -> name;
            case "Arn", "Version", "Alias" -> LambdaVariables.arn(name);
            default -> throw unknown(resource, attribute);
        };
    }

    private String api(Resource resource, String attribute) {
        return switch (attribute) {
            case REF -> resource.id();
            case "ApiEndpoint" -> apiUrl;
            default -> throw unknown(resource, attribute);
        };
    }

    private String queue(Resource resource, String attribute) {
        var name = Stores.queueName(stackName, resource);
        return switch (attribute) {
            case REF, "QueueUrl" -> stores.sqs().queueUrl(name);
            case "Arn" -> SqsServer.queueArn(name);
            case "QueueName" -> name;
            default -> throw unknown(resource, attribute);
        };
    }

    private String secret(Resource resource, String attribute) {
        return switch (attribute) {
            case REF, "Id" -> stores.secretArn(stackName, resource);
            default -> throw unknown(resource, attribute);
        };
    }

    private String database(Resource resource, String attribute) {
        return switch (attribute) {
            case REF, "DBClusterIdentifier", "DBClusterResourceId" -> resource.id();
            case "Endpoint.Address", "ReadEndpoint.Address" -> PostgresServer.HOST;
            case "Endpoint.Port" ->
                Integer.toString(stores.postgres().orElseThrow().port());
            default -> throw unknown(resource, attribute);
        };
    }

    private String cache(Resource resource, String attribute) {
        return switch (attribute) {
            case REF -> resource.id();
            case "Endpoint.Address", "ReaderEndpoint.Address" -> RedisServer.HOST;
            case "Endpoint.Port", "ReaderEndpoint.Port" ->
                Integer.toString(stores.redis().orElseThrow().port());
            default -> throw unknown(resource, attribute);
        };
    }

    private static LocalCloudException unknown(Resource resource, String attribute) {
        return resource.properties().wrong(attribute, "is not known to the local cloud");
    }
}
