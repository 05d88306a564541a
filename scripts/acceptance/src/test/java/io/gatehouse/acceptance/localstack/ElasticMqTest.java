package io.gatehouse.acceptance.localstack;

import io.gatehouse.localcloud.services.store.SqsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The SQS server of the local cloud. */
class ElasticMqTest extends QueueContract {
    private static SqsServer server;

    @BeforeAll
    static void start() {
        server = SqsServer.temporary();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    String endpoint() {
        return server.endpoint();
    }
}
