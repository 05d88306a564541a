package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.gatehouse.domain.administration.RotateSigningKeys;
import io.gatehouse.domain.wiring.UseCases;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/** The custom resource {@code FirstSigningKey}: puts a key into the secret of a new deployment. */
public final class SigningKeysFunction extends AbstractCustomResourceHandler {
    private final RotateSigningKeys rotateSigningKeys;

    public SigningKeysFunction() {
        this(Operations.signingKeys());
    }

    SigningKeysFunction(UseCases useCases) {
        this.rotateSigningKeys = useCases.rotateSigningKeys();
    }

    @Override
    protected Response create(CloudFormationCustomResourceEvent event, Context context) {
        rotateSigningKeys.createFirst();
        return Response.success("signing-keys");
    }

    @Override
    protected Response update(CloudFormationCustomResourceEvent event, Context context) {
        return create(event, context);
    }

    /** Leaves the keys where they are: they go with the secret. */
    @Override
    protected Response delete(CloudFormationCustomResourceEvent event, Context context) {
        return Response.success("signing-keys");
    }
}
