package io.gatehouse.localcloud.cloud.cli;

import io.gatehouse.localcloud.cloud.deployment.Cloud;
import io.gatehouse.localcloud.cloud.deployment.FollowingCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        footer = Options.NO_BUILD,
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

    @Option(
            names = "--debug-function",
            paramLabel = "NAME",
            description =
                    "With --isolated, whose JVM --debug-port is for; several get the ports from there on. It has no time limit.")
    private List<String> debugFunctions = new ArrayList<>();

    /** Without {@code --isolated}, it is the script that has this JVM listen there. */
    @Option(
            names = {"-d", "--debug-port"},
            paramLabel = "PORT",
            defaultValue = "5005",
            description = "Let a debugger attach there. Default with --debug-function: ${DEFAULT-VALUE}.")
    private int debugPort = 5005;

    @Override
    public void run() {
        Options.checkPort(port, "--port");
        Options.checkPort(consolePort, "--console-port");
        if (port == consolePort && port != 0) {
            throw new UsageException("--port and --console-port cannot both be %s.".formatted(port));
        }
        var progress = options.progress();
        var _ = FollowingCloud.start(
                options.cloud(fresh, port, consolePort, samEnvVars, debugPorts()),
                progress,
                cloud -> tellReady(cloud, progress.seconds()));
        awaitSignal();
    }

    private static void tellReady(Cloud cloud, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%s is ready: %s (console %s, %.1f s)%n",
                cloud.name(),
                cloud.apiUrl(),
                cloud.consoleUrl(),
                seconds);
        System.out.flush();
    }

    private Map<String, Integer> debugPorts() {
        var ports = new LinkedHashMap<String, Integer>();
        debugFunctions.forEach(function -> ports.put(function, debugPort + ports.size()));
        return ports;
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
