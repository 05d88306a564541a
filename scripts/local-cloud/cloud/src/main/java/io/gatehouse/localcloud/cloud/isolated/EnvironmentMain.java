package io.gatehouse.localcloud.cloud.isolated;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;

/**
 * What an environment's JVM runs: AWS's runtime interface client, and a thread that ends the JVM when the local cloud
 * is gone, for then its standard input ends. The client alone would go on with a handler that does not end.
 */
final class EnvironmentMain {
    private EnvironmentMain() {}

    public static void main(String... arguments) throws Throwable {
        Thread.ofPlatform().daemon().name("local-cloud").start(EnvironmentMain::endWithTheLocalCloud);
        AWSLambda.main(arguments);
    }

    private static void endWithTheLocalCloud() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException gone) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
