package io.gatehouse.localcloud.cli;

import io.gatehouse.localcloud.cloud.Cloud;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the cloud until it is told to end. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        footerHeading = Options.SCRIPT_HEADING,
        footer = {Options.NO_BUILD, Options.DEBUG_PORT},
        description = "Runs the template's cloud on this machine until Ctrl-C.")
final class Dev implements Runnable {
    @Mixin
    private Options options = new Options();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "3000",
            description = "Of the HTTP API; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            defaultValue = "3001",
            description = "Of the console; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int consolePort;

    @Option(names = "--fresh", description = "Begin with empty stores.")
    private boolean fresh;

    @Option(
            names = "--containers",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "target/env-vars.json",
            description = {
                "Let containers reach the stores by Docker's bridge, with a password. FILE, for sam local --env-vars,",
                "tells how. Default: target/env-vars.json beside the template."
            })
    private @Nullable Path samEnvVars;

    @Override
    public void run() {
        check(port, "--port");
        check(consolePort, "--console-port");
        if (port == consolePort && port != 0) {
            throw new UsageException("--port and --console-port cannot both be %d.".formatted(port));
        }
        var progress = options.progress();
        var cloud = Cloud.start(options.cloud(fresh, port, consolePort, samEnvVars), progress);
        cloud.serve();
        System.out.printf(
                Locale.ROOT,
                "%s is ready: %s (console %s, %.1f s)%n",
                cloud.name(),
                cloud.apiUrl(),
                cloud.consoleUrl(),
                progress.seconds());
        System.out.flush();
        awaitSignal();
    }

    private static void check(int port, String option) {
        if (port < 0 || port > 65_535) {
            throw new UsageException("%s takes a port, 0 to 65535, not %d.".formatted(option, port));
        }
    }

    /** SIGTERM and Ctrl-C end the process, and the cloud with it. */
    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
