package io.gatehouse.acceptance.localstack;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** LocalStack's SQS. */
@Tag("tools")
class LocalStackSqsTest extends QueueContract {
    @BeforeAll
    static void start() {
        LocalStack.endpoint();
    }

    @Override
    String endpoint() {
        return LocalStack.endpoint();
    }
}
