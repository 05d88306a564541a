package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.postgres.Schema;
import io.gatehouse.adapters.postgres.Schema.OtherSchema;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/**
 * The custom resource {@code Schema}: brings the database to this version's schema, at every deployment that changes
 * the code.
 */
public final class MigrateFunction extends AbstractCustomResourceHandler {
    private static final String ID = "schema";

    private final Schema schema = new Schema(
            Settings.ofThisProcess(Settings.STORES).get(Settings.STORES).database());

    @Override
    protected Response create(CloudFormationCustomResourceEvent event, Context context) {
        try {
            schema.migrate();
            return Response.success(ID);
        } catch (OtherSchema e) {
            return Response.builder()
                    .status(Response.Status.FAILED)
                    .physicalResourceId(ID)
                    .reason(e.explanation())
                    .build();
        }
    }

    @Override
    protected Response update(CloudFormationCustomResourceEvent event, Context context) {
        return create(event, context);
    }

    /** Keeps the data, which goes with the database. */
    @Override
    protected Response delete(CloudFormationCustomResourceEvent event, Context context) {
        return Response.success(ID);
    }
}
