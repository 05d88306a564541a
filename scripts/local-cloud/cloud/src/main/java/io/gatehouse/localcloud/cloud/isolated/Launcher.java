package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.Bundle;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.LambdaVariables;
import io.gatehouse.localcloud.services.store.PidFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.io.function.Uncheck;

/** Starts the JVMs of environments, as Lambda's {@code java25} does. */
final class Launcher implements AutoCloseable {
    private static final int HEAP_PERCENT = 85;

    private final Path folder;
    private final IsolationOptions options;
    private final RuntimeInterfaceClient client;
    private final RuntimeApi runtimeApi = new RuntimeApi();
    private final Set<EnvironmentProcess> living = ConcurrentHashMap.newKeySet();
    private final AtomicInteger launches = new AtomicInteger();

    /** @param folder for its own files; what is left there of an earlier one is removed, also processes */
    Launcher(Path folder, IsolationOptions options) {
        this.folder = folder;
        this.options = options;
        Uncheck.run(() -> Files.createDirectories(folder));
        PidFile.killOrphans(folder);
        Uncheck.run(() -> PathUtils.cleanDirectory(folder));
        this.client = RuntimeInterfaceClient.unpackTo(folder);
    }

    EnvironmentProcess launch(FunctionDefinition function, RuntimeSession session, Optional<Integer> debugPort) {
        var name = function.name() + "-" + launches.incrementAndGet();
        var bundle = function.bundle();
        try {
            var process = new EnvironmentProcess(
                    arguments(function, bundle, debugPort),
                    variables(function, bundle.folder(), runtimeApi.register(session)),
                    bundle.folder(),
                    new OutputFile(folder.resolve(name + ".log")),
                    folder.resolve(name + ".pid"));
            living.add(process);
            return process;
        } catch (IOException e) {
            runtimeApi.unregister(session);
            throw new UncheckedIOException(e);
        }
    }

    /** To be called once the process has ended. */
    void forget(EnvironmentProcess process, RuntimeSession session) {
        living.remove(process);
        runtimeApi.unregister(session);
        process.forget();
    }

    /** Lambda's own; {@code JAVA_TOOL_OPTIONS} of the function go over them. */
    private List<String> arguments(FunctionDefinition function, Bundle bundle, Optional<Integer> debugPort) {
        var arguments = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:MaxHeapSize=%sk".formatted(function.memoryMegabytes() * 1024L * HEAP_PERCENT / 100),
                "-Djava.net.preferIPv4Stack=true"));
        arguments.addAll(
                function.snapStart()
                        ? List.of("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac")
                        : List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"));
        debugPort.ifPresent(port ->
                arguments.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,quiet=y,address=127.0.0.1:%s"
                        .formatted(options.awaitDebugger() ? "y" : "n", port)));
        arguments.add("-D%s=%s".formatted(RuntimeInterfaceClient.LIBRARY_PROPERTY, client.library()));
        arguments.addAll(List.of("-cp", classPath(bundle), EnvironmentMain.class.getName(), function.handler()));
        return arguments;
    }

    /** The client itself loads a packaged bundle from the working folder; it must be told where other classes are. */
    private String classPath(Bundle bundle) {
        var paths = new ArrayList<>(client.classPath());
        if (!bundle.isPackaged()) {
            paths.addAll(bundle.entries());
        }
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Map<String, String> variables(FunctionDefinition function, Path taskRoot, String api) {
        var variables = LambdaVariables.of(function);
        variables.put("AWS_LAMBDA_RUNTIME_API", api);
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart() ? "snap-start" : "on-demand");
        variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        variables.put("LAMBDA_RUNTIME_DIR", folder.toString());
        variables.put("LANG", "en_US.UTF-8");
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
        if (options.concurrencyPerEnvironment() > 1) {
            variables.put(LambdaVariables.MAX_CONCURRENCY, Integer.toString(options.concurrencyPerEnvironment()));
        }
        return variables;
    }

    /** Ends all processes, in the middle of what they do. */
    @Override
    public void close() {
        living.forEach(EnvironmentProcess::kill);
        living.forEach(EnvironmentProcess::awaitEnd);
        runtimeApi.close();
    }
}
