package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.http.HttpApi;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.store.SqsServer;

/** One version of the template, checked: its resources, and what invokes its functions. */
record Deployment(
        Stack stack,
        Functions functions,
        CustomResources customResources,
        HttpApi api,
        Schedules schedules,
        EventSources eventSources)
        implements AutoCloseable {
    /** Nothing runs before {@link #start}. */
    static Deployment of(Stack stack, Functions functions, CustomResources customResources) {
        var byId = functions.byId();
        return new Deployment(
                stack,
                functions,
                customResources,
                ApiDefinition.of(stack, byId),
                new Schedules(stack, byId),
                new EventSources(stack, byId));
    }

    void start(SqsServer sqs) {
        schedules.start();
        eventSources.start(sqs);
    }

    /** Begins nothing more; what is under way goes on. */
    void stop() {
        schedules.close();
        eventSources.stop();
    }

    @Override
    public void close() {
        eventSources.close();
        schedules.close();
    }
}
