package io.gatehouse.acceptance.localstack;

import org.junit.jupiter.api.BeforeAll;

/** LocalStack's SQS. */
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
