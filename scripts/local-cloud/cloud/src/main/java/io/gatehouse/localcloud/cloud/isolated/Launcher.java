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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.commons.io.file.PathUtils;

/** Starts the JVMs of environments, as Lambda's {@code java25} does. */
final class Launcher implements AutoCloseable {
    /** Options of Lambda on which a class archive depends too. */
    static final List<String> COMMON_OPTIONS =
            List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final int HEAP_PERCENT = 85;

    private final Path folder;
    private final IsolationOptions options;
    private final RuntimeInterfaceClient client;
    private final RuntimeApi runtimeApi = new RuntimeApi();
    private final Watchdog watchdog = Watchdog.start();
    private final Set<EnvironmentProcess> living = ConcurrentHashMap.newKeySet();
    private final AtomicInteger launches = new AtomicInteger();
    private final Map<Path, ClassArchive> archives = new ConcurrentHashMap<>();
    private final ScheduledExecutorService archiver = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("class-archives").factory());

    /** @param folder for its own files; what is left there of an earlier one is removed, also processes */
    Launcher(Path folder, IsolationOptions options) {
        this.folder = folder;
        this.options = options;
        clean(folder);
        this.client = RuntimeInterfaceClient.unpackTo(folder);
    }

    private static void clean(Path folder) {
        try {
            Files.createDirectories(folder);
            PidFile.killOrphans(folder);
            PathUtils.cleanDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param session which the runtime will speak to */
    EnvironmentProcess launch(FunctionDefinition function, RuntimeSession session, Optional<Integer> debugPort) {
        var name = function.name() + "-" + launches.incrementAndGet();
        var bundle = function.bundle();
        var taskRoot = bundle.folder();
        try {
            var process = new EnvironmentProcess(
                    arguments(function, bundle, debugPort),
                    variables(function, taskRoot, runtimeApi.register(session)),
                    taskRoot,
                    new OutputFile(folder.resolve(name + ".log")),
                    folder.resolve(name + ".pid"));
            living.add(process);
            watchdog.started(process.pid());
            return process;
        } catch (IOException e) {
            runtimeApi.unregister(session);
            throw new UncheckedIOException(e);
        }
    }

    /** To be called once the process has ended. */
    void forget(EnvironmentProcess process, RuntimeSession session) {
        living.remove(process);
        watchdog.ended(process.pid());
        runtimeApi.unregister(session);
        process.forget();
    }

    private List<String> arguments(FunctionDefinition function, Bundle bundle, Optional<Integer> debugPort) {
        var arguments = new ArrayList<>(lambdaOptions(function));
        debugPort.ifPresent(port ->
                arguments.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,quiet=y,address=127.0.0.1:%s"
                        .formatted(options.awaitDebugger() ? "y" : "n", port)));
        arguments.add("-D%s=%s".formatted(RuntimeInterfaceClient.LIBRARY_PROPERTY, client.library()));
        archive(function, bundle).ifPresent(archive -> arguments.addAll(archive.options()));
        arguments.addAll(List.of("-cp", joined(classPath(bundle))));
        arguments.add(RuntimeInterfaceClient.MAIN);
        arguments.add(function.handler());
        return arguments;
    }

    /**
     * On Lambda the client itself loads what is in the working folder and in its {@code lib}, and so it does here with
     * a packaged bundle. It cannot be told of other places, where a bundle's parts are before they are packaged.
     * Folders come last then, for a class archive is of jars at the begin of the class path.
     */
    private List<Path> classPath(Bundle bundle) {
        var paths = new ArrayList<>(jars(bundle));
        if (!bundle.isPackaged()) {
            bundle.entries().stream().filter(Files::isDirectory).forEach(paths::add);
        }
        return paths;
    }

    private List<Path> jars(Bundle bundle) {
        var jars = new ArrayList<>(client.jars());
        if (!bundle.isPackaged()) {
            bundle.entries().stream().filter(Files::isRegularFile).forEach(jars::add);
        }
        return jars;
    }

    /** {@code JAVA_TOOL_OPTIONS} of the function go over them. */
    private static List<String> lambdaOptions(FunctionDefinition function) {
        var options = new ArrayList<>(COMMON_OPTIONS);
        options.add("-XX:MaxHeapSize=%sk".formatted(function.memoryMegabytes() * 1024L * HEAP_PERCENT / 100));
        options.add("-Djava.net.preferIPv4Stack=true");
        options.addAll(
                function.snapStart()
                        ? List.of("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac")
                        : List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"));
        return options;
    }

    static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Optional<ClassArchive> archive(FunctionDefinition function, Bundle bundle) {
        return bundle.isPackaged()
                ? Optional.empty()
                : Optional.of(archives.computeIfAbsent(
                        function.code(),
                        code -> new ClassArchive(jars(bundle), code.resolveSibling(""), folder, watchdog, archiver)));
    }

    /** To be called when an environment of the function has given its first answer. */
    void answered(FunctionDefinition function) {
        Optional.ofNullable(archives.get(function.code())).ifPresent(ClassArchive::answered);
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
    public void close() throws IOException {
        archiver.shutdownNow();
        archiver.close();
        living.forEach(EnvironmentProcess::kill);
        living.forEach(EnvironmentProcess::awaitEnd);
        runtimeApi.close();
        watchdog.close();
    }
}
