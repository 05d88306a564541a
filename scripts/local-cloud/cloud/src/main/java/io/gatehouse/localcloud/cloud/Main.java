package io.gatehouse.localcloud.cloud;

import io.gatehouse.localcloud.cloud.cli.LocalCloud;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts the command line. */
public final class Main {
    private Main() {}

    /** Ends the process with 0, with 1 if a command failed, or with 2 if it was not used rightly. */
    public static void main(String[] arguments) {
        Surroundings.neutralise();
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(LocalCloud.run(arguments));
    }
}
