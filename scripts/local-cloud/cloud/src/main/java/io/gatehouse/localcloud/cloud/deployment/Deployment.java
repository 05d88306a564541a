package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.http.HttpApi;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.cloud.template.Template;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A template, checked: its resources, and what invokes its functions. */
record Deployment(
        Stack stack,
        DeployedFunctions functions,
        CustomResources customResources,
        HttpApi api,
        Schedules schedules,
        EventSources eventSources)
        implements AutoCloseable {

    /** Nothing runs before {@link #start}. */
    static Deployment of(
            Template template,
            Map<String, String> parameters,
            PhysicalResources physical,
            DeployedFunctions.Settings settings,
            CustomResourceProvider provider,
            Path folder) {
        var customResources = new CompletableFuture<CustomResources>();
        var stack = template.stack(parameters, physical.with(customResources::join));
        SupportedProperties.check(stack);
        var functions = new DeployedFunctions(stack, settings);
        customResources.complete(new CustomResources(stack, functions, provider, folder));
        var byId = functions.byId();
        return new Deployment(
                stack,
                functions,
                customResources.join(),
                ApiDefinition.of(stack, byId),
                new Schedules(stack, byId),
                new EventSources(stack, byId));
    }

    void start(SqsServer sqs) {
        schedules.start();
        eventSources.start(sqs);
    }

    @Override
    public void close() {
        eventSources.close();
        schedules.close();
        functions.close();
    }
}
