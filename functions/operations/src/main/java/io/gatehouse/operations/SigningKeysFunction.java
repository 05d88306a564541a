package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.gatehouse.adapters.keys.SigningKeys;
import java.security.SecureRandom;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/** The custom resource {@code FirstSigningKey}: puts a key into the secret of a new deployment. */
public final class SigningKeysFunction extends AbstractCustomResourceHandler {
    private final SigningKeys keys;

    public SigningKeysFunction() {
        this(Operations.ofThisProcess());
    }

    SigningKeysFunction(Operations operations) {
        this.keys = operations.signingKeys();
    }

    @Override
    protected Response create(CloudFormationCustomResourceEvent event, Context context) {
        keys.create(new SecureRandom());
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
