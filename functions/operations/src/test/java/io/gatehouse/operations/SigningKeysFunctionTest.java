package io.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.web.testing.Events;
import io.gatehouse.web.testing.LambdaContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.lambda.powertools.cloudformation.Response;

class SigningKeysFunctionTest {
    private final CloudFormationCustomResourceEvent event =
            Events.read("signing-keys", CloudFormationCustomResourceEvent.class);
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final SigningKeysFunction function = new SigningKeysFunction(gatehouse.useCases());

    @Test
    void createMakesTheFirstKeyAndLaterEventsKeepIt() {
        var created = function.create(event, new LambdaContext());
        var keys = gatehouse.ports().signingKeyVault().read().keys();
        assertThat(keys).hasSize(1);

        var updated = function.update(event, new LambdaContext());
        var deleted = function.delete(event, new LambdaContext());

        assertThat(List.of(created, updated, deleted)).allSatisfy(response -> {
            assertThat(response.getStatus()).isEqualTo(Response.Status.SUCCESS);
            assertThat(response.getPhysicalResourceId()).isEqualTo("signing-keys");
        });
        assertThat(gatehouse.ports().signingKeyVault().read().keys()).isEqualTo(keys);
    }
}
