package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.postgres.Schema;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/**
 * The custom resource {@code Schema}: brings the database to this version's schema, at every deployment that changes
 * the code.
 */
public final class MigrateFunction extends AbstractCustomResourceHandler {
    private final Schema schema = new Schema(
            Settings.ofThisProcess(Settings.STORES).get(Settings.STORES).database());

    @Override
    protected Response create(CloudFormationCustomResourceEvent event, Context context) {
        schema.migrate();
        return Response.success("schema");
    }

    @Override
    protected Response update(CloudFormationCustomResourceEvent event, Context context) {
        return create(event, context);
    }

    /** Keeps the data: what deletes it is the deletion of the database. */
    @Override
    protected Response delete(CloudFormationCustomResourceEvent event, Context context) {
        return Response.success("schema");
    }
}
