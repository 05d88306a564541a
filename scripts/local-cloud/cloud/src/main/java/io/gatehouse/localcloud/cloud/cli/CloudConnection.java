package io.gatehouse.localcloud.cloud.cli;

import io.gatehouse.localcloud.cloud.deployment.Cloud;
import io.gatehouse.localcloud.cloud.deployment.CloudFile;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.FunctionOutput;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The cloud in which a command invokes a function: the one that runs on the data folder, or its own for a moment. */
record CloudConnection(
        List<String> functions,
        Map<String, String> functionsByQueue,
        BiFunction<String, byte[], InvocationResult> invocation,
        Function<String, FunctionDefinition> definition,
        Runnable end)
        implements AutoCloseable {

    static CloudConnection open(Options options) {
        return CloudFile.read(options.data)
                .map(cloud -> toRunning(cloud, options.functions.packaged))
                .orElseGet(() -> toOwn(options));
    }

    private static CloudConnection toRunning(CloudFile cloud, boolean packaged) {
        var lambda = new LambdaClient(cloud.console());
        return new CloudConnection(
                cloud.functions(),
                cloud.functionsByQueue(),
                lambda::invoke,
                function -> lambda.definition(function, packaged),
                lambda::close);
    }

    /** What a function prints comes with its result; printed at once as well, it would be there twice. */
    private static CloudConnection toOwn(Options options) {
        FunctionOutput.keepToLogs();
        var cloud = Cloud.start(options.cloud(false, 0, 0, null, Map.of()), options.progress());
        return new CloudConnection(
                cloud.functions(), cloud.functionsByQueue(), cloud::invoke, cloud::definition, cloud::close);
    }

    /** Has the event's rows written, and prints the result; on standard error what was written, and the log. */
    InvocationResult invoke(String function, JsonFile event, Options options, Optional<SingleEnvironment> environment) {
        EventRows.of(event, options.template)
                .map(rows -> rows.write(this))
                .filter(written -> !options.quiet)
                .ifPresent(System.err::println);
        var result = environment
                .map(apart -> apart.invoke(function, definition.apply(function), event.content()))
                .orElseGet(() -> invocation.apply(function, event.content()));
        if (!options.quiet) {
            System.err.print(result.logTail());
        }
        System.out.println(pretty(result.payload()));
        return result;
    }

    private static String pretty(byte[] payload) {
        try {
            return JsonCodec.read(payload).toPrettyString();
        } catch (UncheckedIOException e) {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
